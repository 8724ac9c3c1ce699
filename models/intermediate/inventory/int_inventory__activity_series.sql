-- A table: many models read it.
{{ config(materialized='table') }}

-- Every activity as one series per quantity; scopes of the methods name these series.
with

fuels_burnt as (

    select
        fuel || '.burnt.' || sector_group as series_id,
        province_code,
        reference_year,
        combusted_t as value_t,
        null as value_m3,
        false as is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_inventory__fuels_burnt') }}

),

fuel_totals_burnt as (

    select
        fuel || '.burnt' as series_id,
        province_code,
        reference_year,
        combusted_t as value_t,
        null as value_m3,
        false as is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_inventory__fuel_totals_burnt') }}

),

fuels_consumed as (

    select
        fuel || '.consumed' as series_id,
        province_code,
        reference_year,
        consumption_t as value_t,
        null as value_m3,
        is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_inventory__fuels_consumed') }}

),

transport_national as (

    select
        fuel || '.transport_national' as series_id,
        '000000' as province_code,
        reference_year,
        consumption_t as value_t,
        null as value_m3,
        false as is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('stg_ceads__transport_fuel_national') }}

),

outputs as (

    select
        'crude_steel.output' as series_id,
        *
    from {{ ref('stg_yearbook__crude_steel') }}
    union all by name
    select
        'flat_glass.output' as series_id,
        *
    from {{ ref('stg_yearbook__flat_glass') }}
    union all by name
    select
        'raw_coal.output' as series_id,
        *
    from {{ ref('stg_yearbook__raw_coal_output') }}
    union all by name
    select
        'crude_oil.output' as series_id,
        *
    from {{ ref('stg_yearbook__crude_oil_output') }}

),

production as (

    select
        series_id,
        province_code,
        reference_year,
        output_t as value_t,
        null as value_m3,
        false as is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from outputs

),

vanadium_mined as (

    select
        'vanadium.mined' as series_id,
        province_code,
        reference_year,
        mined_v_t as value_t,
        null as value_m3,
        true as is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_inventory__vanadium_mined') }}

),

chain_outputs as (

    select
        series_id,
        province_code,
        reference_year,
        value_t,
        value_m3,
        is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_chain__inventory_activities') }}

),

municipal_waste as (

    select
        'msw.' || item as series_id,
        province_code,
        reference_year,
        waste_t as value_t,
        null as value_m3,
        basis in ('estimated', 'unverified') as is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_inventory__municipal_waste_allocated') }}

),

solid_waste as (

    select
        'solid_waste.disposed' as series_id,
        province_code,
        reference_year,
        waste_t as value_t,
        null as value_m3,
        is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_inventory__solid_waste_disposed') }}

),

sludge as (

    select
        'sludge.disposed' as series_id,
        province_code,
        reference_year,
        dry_sludge_t as value_t,
        null as value_m3,
        true as is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_inventory__sludge_allocated') }}

),

wastewater as (

    select
        'wastewater.discharged' as series_id,
        province_code,
        reference_year,
        null as value_t,
        discharged_m3 as value_m3,
        is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from {{ ref('int_inventory__wastewater_discharged') }}

),

final as (

    select * from fuels_burnt
    union all
    select * from fuel_totals_burnt
    union all
    select * from fuels_consumed
    union all
    select * from transport_national
    union all
    select * from production
    union all
    select * from vanadium_mined
    union all
    select * from chain_outputs
    union all
    select * from municipal_waste
    union all
    select * from solid_waste
    union all
    select * from sludge
    union all
    select * from wastewater

)

select * from final
