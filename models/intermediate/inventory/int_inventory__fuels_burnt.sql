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

covered_provinces as (

    select distinct
        province_code,
        reference_year
    from combustion

),

fuel_uses as (

    select distinct
        fuel,
        sector_group
    from combustion

),

final as (

    select
        ---------- keys
        covered_provinces.province_code,
        fuel_uses.fuel,
        fuel_uses.sector_group,
        covered_provinces.reference_year,

        ---------- measures
        -- The inventories print zero for a fuel that a sector does not burn; the
        -- zero rows are not carried as seed rows.
        coalesce(combustion.combusted_t, 0) as combusted_t,

        ---------- provenance
        coalesce(combustion.source_key, 'ceads') as source_key,
        coalesce(combustion.source_locator, 'no row: zero printed') as source_locator,
        coalesce(combustion.basis, 'derived') as basis,
        combustion.seed_file

    from covered_provinces
    cross join fuel_uses
    left join combustion
        on
            covered_provinces.province_code = combustion.province_code
            and covered_provinces.reference_year = combustion.reference_year
            and fuel_uses.fuel = combustion.fuel
            and fuel_uses.sector_group = combustion.sector_group

)

select * from final
