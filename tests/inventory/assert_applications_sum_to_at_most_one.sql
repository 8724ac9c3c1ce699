-- Devices of one class are alternatives for one stream of flue gas. A level 1 node is
-- the pass-through of one class in one use, so its applications share that stream.
with

applied as (

    select
        method_id,
        node_id,
        term_no,
        unnest(operand_ids) as operand_id
    from {{ ref('fct_factor_terms') }}
    where node_level = 1

)

select
    applied.method_id,
    applied.node_id,
    sum(parameters.point_value) as application_frac
from applied
inner join {{ ref('dim_parameter') }} as parameters
    on applied.operand_id = parameters.parameter_id
where parameters.quantity = 'application'
group by applied.method_id, applied.node_id
having sum(parameters.point_value) > 1 + 1e-12
