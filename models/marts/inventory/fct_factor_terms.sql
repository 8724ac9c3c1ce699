with

terms as (

    select * from {{ ref('int_inventory__factor_terms') }}

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(node_id as varchar) as node_id,
        cast(term_no as integer) as term_no,

        ---------- attributes
        cast(node_level as integer) as node_level,
        cast(operand_ids as varchar[]) as operand_ids,

        ---------- measures
        cast(coefficient as double) as coefficient

    from terms

)

select * from final
