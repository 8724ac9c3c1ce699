with

measures as (

    select * from {{ ref('py_chain__measures') }}
    where track = 'physical' and measure = 'carbon_change'

),

final as (

    select
        ---------- keys
        cast(stage_id as varchar) as stage_id,
        cast(base_year as integer) as base_year,
        cast(reference_year as integer) as reference_year,
        cast(variant as varchar) as effect,

        ---------- measures
        cast(point_value as double) as change_co2_t,
        cast(p025_value as double) as change_co2_p025_t,
        cast(p500_value as double) as change_co2_p500_t,
        cast(p975_value as double) as change_co2_p975_t,

        ---------- provenance
        'assumed' as basis

    from measures

)

select * from final
