-- An operand of a factor term is a parameter with a value or a node of a lower level.
with

operands as (

    select
        method_id,
        node_id,
        term_no,
        node_level,
        unnest(operand_ids) as operand_id
    from {{ ref('fct_factor_terms') }}

)

select
    operands.method_id,
    operands.node_id,
    operands.term_no,
    operands.operand_id
from operands
left join {{ ref('dim_parameter') }} as parameters
    on operands.operand_id = parameters.parameter_id
left join {{ ref('fct_factor_nodes') }} as nodes
    on
        operands.operand_id = nodes.node_id
        and operands.node_level > nodes.node_level
where
    (parameters.parameter_id is null and nodes.node_id is null)
    or (parameters.parameter_id is not null and parameters.point_value is null)
    or (parameters.parameter_id is not null and nodes.node_id is not null)
