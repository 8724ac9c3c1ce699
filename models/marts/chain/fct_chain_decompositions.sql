with

measures as (

    select * from {{ ref('py_chain__measures') }}
    where track = 'physical' and measure = 'carbon_change'

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'carbon'

),

final as (

    select
        ---------- keys
        cast(measures.stage_id as varchar) as stage_id,
        cast(measures.base_year as integer) as base_year,
        cast(measures.reference_year as integer) as reference_year,
        cast(measures.variant as varchar) as effect,

        ---------- measures
        cast(measures.point_value as double) as change_co2_t,
        cast(measures.p025_value as double) as change_co2_p025_t,
        cast(measures.p500_value as double) as change_co2_p500_t,
        cast(measures.p975_value as double) as change_co2_p975_t,

        ---------- provenance
        cast({{ weakest_basis(['earlier.basis', 'later.basis']) }} as varchar) as basis

    from measures
    inner join bases as earlier
        on
            measures.stage_id = earlier.stage_id
            and measures.base_year = earlier.reference_year
    inner join bases as later
        on
            measures.stage_id = later.stage_id
            and measures.reference_year = later.reference_year

)

select * from final
