-- National dry sludge disposed, split by wastewater discharged. 2015 is not known:
-- 2016 times the change of urban wastewater treated.
with

sludge as (

    select * from {{ ref('stg_yearbook__sludge') }}
    where item = 'disposed' and dry_sludge_t is not null

),

treated as (

    select * from {{ ref('stg_yearbook__urban_wastewater') }}
    where item = 'treated'

),

wastewater as (

    select * from {{ ref('int_inventory__wastewater_discharged') }}

),

first_known as (

    select
        min(reference_year) as known_year,
        min_by(dry_sludge_t, reference_year) as dry_sludge_t,
        min_by(source_key, reference_year) as source_key,
        min_by(basis, reference_year) as basis,
        min_by(seed_file, reference_year) as seed_file
    from sludge

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
        treated.reference_year,
        first_known.dry_sludge_t * treated.volume_m3 / base_treated.volume_m3
            as dry_sludge_t,
        first_known.source_key,
        first_known.known_year || ' times change of urban wastewater treated'
            as source_locator,
        {{ weakest_basis(
            ["'estimated'", 'first_known.basis', 'treated.basis', 'base_treated.basis']
        ) }}
            as basis,
        first_known.seed_file
    from first_known
    inner join treated
        on first_known.known_year > treated.reference_year
    inner join treated as base_treated
        on first_known.known_year = base_treated.reference_year

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
