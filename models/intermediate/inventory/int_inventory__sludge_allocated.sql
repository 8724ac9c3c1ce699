-- National dry sludge disposed, split by wastewater discharged. A year not known, as
-- 2015, is a known one times the change of urban wastewater treated.
with

sludge as (

    select * from {{ ref('stg_yearbook__sludge') }}
    where item = 'disposed' and dry_sludge_t is not null

),

treated as (

    select * from {{ ref('stg_yearbook__urban_wastewater') }}
    where item = 'treated' and volume_m3 is not null

),

wastewater as (

    select * from {{ ref('int_inventory__wastewater_discharged') }}

),

unknown_years as (

    select * from treated
    where reference_year not in (select sludge.reference_year from sludge)

),

national as (

    select
        reference_year,
        dry_sludge_t,
        source_key,
        source_locator,
        basis,
        seed_file
    from sludge

    union all

    select
        unknown_years.reference_year,
        sludge.dry_sludge_t * unknown_years.volume_m3 / base_treated.volume_m3
            as dry_sludge_t,
        sludge.source_key,
        sludge.reference_year || ' times change of urban wastewater treated'
            as source_locator,
        {{ weakest_basis(
            ["'estimated'", 'sludge.basis', 'unknown_years.basis', 'base_treated.basis']
        ) }}
            as basis,
        sludge.seed_file
    from unknown_years
    cross join sludge
    inner join treated as base_treated
        on sludge.reference_year = base_treated.reference_year
    -- The last known year before serves; before the first, the first.
    qualify
        row_number() over (
            partition by unknown_years.reference_year
            order by
                sludge.reference_year > unknown_years.reference_year,
                abs(sludge.reference_year - unknown_years.reference_year)
        ) = 1

),

final as (

    select
        ---------- keys
        wastewater.province_code,
        wastewater.reference_year,

        ---------- measures
        national.dry_sludge_t
        * wastewater.discharged_m3
        / {{ ordered_sum_over(
            'wastewater.discharged_m3',
            'wastewater.reference_year',
            'wastewater.province_code'
        ) }}
            as dry_sludge_t,

        ---------- provenance
        national.source_key,
        national.source_locator || '; split by wastewater' as source_locator,
        {{ weakest_basis(["'estimated'", 'national.basis', 'wastewater.basis']) }}
            as basis,
        national.seed_file

    from wastewater
    inner join national
        on wastewater.reference_year = national.reference_year

)

select * from final
