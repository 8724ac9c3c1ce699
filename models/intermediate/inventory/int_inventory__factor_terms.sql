-- A table: many models read it.
{{ config(materialized='table') }}

-- The factor formula as rows: every evaluator reads these and no other.
with

terms as (

    select * from {{ ref('stg_method__factor_terms') }}

),

final as (

    select
        ---------- keys
        method_id,
        node_id,
        term_no,

        ---------- attributes
        node_level,
        -- A term without operands is a constant.
        coalesce(operand_ids, cast([] as varchar[])) as operand_ids,

        ---------- measures
        coefficient

    from terms

)

select * from final
