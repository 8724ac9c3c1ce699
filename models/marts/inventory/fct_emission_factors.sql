with

factors as (

    select * from {{ ref('int_inventory__factors') }}

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(province_code as varchar) as province_code,
        cast(sub_source_id as varchar) as sub_source_id,
        cast(use_id as varchar) as use_id,
        cast(reference_year as integer) as reference_year,

        ---------- attributes
        cast(node_id as varchar) as node_id,
        cast(resolution_tier as varchar) as resolution_tier,

        ---------- measures
        cast(factor_kg_per_t as double) as factor_kg_per_t,
        cast(factor_kg_per_m3 as double) as factor_kg_per_m3,

        ---------- flags
        cast(is_independent as boolean) as is_independent,

        ---------- provenance
        cast(basis as varchar) as basis

    from factors

)

select * from final
