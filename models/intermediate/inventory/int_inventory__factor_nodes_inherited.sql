-- A table: many models read it.
{{ config(materialized='table') }}

with

nodes as (

    {{ inherited_rows(ref('stg_method__factor_nodes')) }}

),

final as (

    select
        ---------- keys
        method_id,
        sub_source_id,
        use_id,
        province_code,

        ---------- attributes
        node_id,
        resolution_tier,
        is_independent,
        note

    from nodes

)

select * from final
