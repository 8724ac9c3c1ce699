-- Every node that serves a cell has a value; pass-through and net release are fractions
-- of what enters.
select
    node_id,
    node_level,
    node_value
from {{ ref('fct_factor_nodes') }}
where
    node_value is null
    or node_value < 0
    or (node_level < 3 and node_value > 1)
union all
select
    factors.node_id,
    3 as node_level,
    null as node_value
from {{ ref('fct_emission_factors') }} as factors
left join {{ ref('fct_factor_nodes') }} as nodes
    on
        factors.node_id = nodes.node_id
        and nodes.node_level = 3
where nodes.node_id is null
