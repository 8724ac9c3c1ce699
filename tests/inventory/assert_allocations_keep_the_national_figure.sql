-- Splitting a national figure over provinces, and the unallocated rest, loses nothing.
with

national as (

    select
        'msw.' || item as series_id,
        reference_year,
        waste_t as national_t
    from {{ ref('stg_yearbook__municipal_waste_national') }}
    where item in ('incinerated', 'landfilled')
    union all
    select
        'sludge.disposed' as series_id,
        reference_year,
        dry_sludge_t as national_t
    from {{ ref('stg_yearbook__sludge') }}
    where item = 'disposed'
    union all
    select
        'vanadium.mined' as series_id,
        reference_year,
        production_v_t as national_t
    from {{ ref('stg_usgs__vanadium_mine_production') }}

),

allocated as (

    select
        series_id,
        reference_year,
        sum(value_t) as allocated_t
    from {{ ref('int_inventory__activity_series') }}
    group by series_id, reference_year

)

select
    national.series_id,
    national.reference_year,
    national.national_t,
    allocated.allocated_t
from national
left join allocated
    on
        national.series_id = allocated.series_id
        and national.reference_year = allocated.reference_year
where
    national.national_t is not null
    and national.reference_year
    between {{ var('first_year') }} and {{ var('last_year') }}
    and (
        allocated.allocated_t is null
        or abs(allocated.allocated_t - national.national_t)
        > 1e-9 * national.national_t
    )
