-- Value of every term of every node, so that a number can be opened term by term.
with

terms as (

    select * from {{ ref('fct_factor_terms') }}

),

nodes as (

    select * from {{ ref('fct_factor_nodes') }}

),

operands as (

    select
        node_id as operand_id,
        node_value as operand_value,
        unit,
        basis
    from nodes
    union all
    select
        parameter_id as operand_id,
        point_value as operand_value,
        unit,
        basis
    from {{ ref('dim_parameter') }}
    where parameter_kind = 'factor'

),

{{ factor_term_ctes() }}

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
        cast(all_terms.term_value as double) as term_value

    from terms
    inner join nodes
        on terms.node_id = nodes.node_id
    inner join all_terms
        on
            terms.node_id = all_terms.node_id
            and terms.term_no = all_terms.term_no

)

select * from final
