-- Value of every term of every node, so that a number can be opened term by term.
with

terms as (

    select * from {{ ref('fct_factor_terms') }}

),

nodes as (

    select * from {{ ref('fct_factor_nodes') }}

),

parameters as (

    select * from {{ ref('dim_parameter') }}
    where parameter_kind = 'factor'

),

operands as (

    select
        node_id,
        term_no,
        unnest(operand_ids) as operand_id
    from terms

),

operand_values as (

    select
        operands.node_id,
        operands.term_no,
        product(coalesce(nodes.node_value, parameters.point_value)) as product_value
    from operands
    left join nodes
        on operands.operand_id = nodes.node_id
    left join parameters
        on operands.operand_id = parameters.parameter_id
    group by operands.node_id, operands.term_no

),

final as (

    select
        ---------- keys
        cast(terms.node_id as varchar) as node_id,
        cast(terms.term_no as integer) as term_no,

        ---------- attributes
        cast(terms.node_level as integer) as node_level,
        cast(
            concat_ws(
                ' x ',
                cast(terms.coefficient as varchar),
                nullif(array_to_string(terms.operand_ids, ' x '), '')
            ) as varchar
        ) as formula,
        cast(nodes.unit as varchar) as unit,

        ---------- measures
        -- A term without operands is its coefficient.
        cast(terms.coefficient * coalesce(operand_values.product_value, 1) as double)
            as term_value

    from terms
    inner join nodes
        on terms.node_id = nodes.node_id
    left join operand_values
        on
            terms.node_id = operand_values.node_id
            and terms.term_no = operand_values.term_no

)

select * from final
