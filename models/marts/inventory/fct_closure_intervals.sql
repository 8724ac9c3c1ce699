with

closure as (

    select * from {{ ref('py_inventory__closure') }}

),

factors as (

    select * from {{ ref('int_inventory__anchor_factors') }}

),

final as (

    select
        ---------- keys
        cast(closure.sub_source_id as varchar) as sub_source_id,

        ---------- attributes
        cast(factors.activity_unit as varchar) as activity_unit,

        ---------- measures
        cast(closure.emission_low_t as double) as emission_low_t,
        cast(closure.emission_mid_t as double) as emission_mid_t,
        cast(closure.emission_high_t as double) as emission_high_t,
        cast(factors.period_activity_value as double) as period_activity_value,

        ---------- flags
        closure.emission_high_t - closure.emission_low_t < 1e-6 as is_determined,

        ---------- provenance
        cast(factors.source_key as varchar) as source_key,
        cast(factors.source_locator as varchar) as source_locator,
        cast(factors.basis as varchar) as basis,
        cast(factors.note as varchar) as note

    from closure
    inner join factors
        on closure.sub_source_id = factors.sub_source_id

)

select * from final
