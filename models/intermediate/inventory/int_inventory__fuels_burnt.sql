-- A table: many models read it.
{{ config(materialized='table') }}

with

combustion as (

    select * from {{ ref('stg_ceads__coal_combustion') }}
    union all by name
    select * from {{ ref('stg_ceads__oil_combustion') }}
    union all by name
    select * from {{ ref('stg_ceads__gas_combustion') }}

),

coverage as (

    select * from {{ ref('stg_ceads__coverage') }}

),

fuel_uses as (

    select distinct
        fuel,
        sector_group
    from combustion

),

covered_cells as (

    select
        coverage.province_code,
        coverage.reference_year,
        fuel_uses.fuel,
        fuel_uses.sector_group,
        coverage.source_key,
        coverage.source_locator,
        coverage.basis,
        coverage.seed_file
    from coverage
    cross join fuel_uses

),

-- An inventory that covers a province and year prints zero for a fuel that a sector
-- does not burn; these zeros are not carried as seed rows. Elsewhere no row is no
-- figure.
not_burnt as (

    select * from covered_cells
    where not exists (
        select 1
        from combustion
        where
            covered_cells.province_code = combustion.province_code
            and covered_cells.reference_year = combustion.reference_year
            and covered_cells.fuel = combustion.fuel
            and covered_cells.sector_group = combustion.sector_group
    )

),

final as (

    select
        ---------- keys
        province_code,
        fuel,
        sector_group,
        reference_year,

        ---------- measures
        combusted_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        seed_file
    from combustion
    where combusted_t is not null

    union all

    select
        province_code,
        fuel,
        sector_group,
        reference_year,
        0 as combusted_t,
        source_key,
        source_locator || ', no row: zero' as source_locator,
        basis,
        seed_file
    from not_burnt

)

select * from final
