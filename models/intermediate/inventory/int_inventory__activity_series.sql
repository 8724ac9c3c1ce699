-- A table: many models read it.
{{ config(materialized='table') }}

-- Every activity as one series per quantity; scopes of the methods name these series.
with

series as (

    select
        *,
        fuel || '.burnt.' || sector_group as series_id,
        combusted_t as value_t,
        false as is_imputed
    from {{ ref('int_inventory__fuels_burnt') }}
    union all by name
    select
        *,
        fuel || '.burnt' as series_id,
        combusted_t as value_t,
        false as is_imputed
    from {{ ref('int_inventory__fuel_totals_burnt') }}
    union all by name
    select
        *,
        fuel || '.consumed' as series_id,
        consumption_t as value_t
    from {{ ref('int_inventory__fuels_consumed') }}
    union all by name
    select
        *,
        fuel || '.transport_national' as series_id,
        '000000' as province_code,
        consumption_t as value_t,
        false as is_imputed
    from {{ ref('stg_ceads__transport_fuel_national') }}
    union all by name
    select
        *,
        'crude_steel.output' as series_id,
        output_t as value_t,
        false as is_imputed
    from {{ ref('stg_yearbook__crude_steel') }}
    union all by name
    select
        *,
        'flat_glass.output' as series_id,
        output_t as value_t,
        false as is_imputed
    from {{ ref('stg_yearbook__flat_glass') }}
    union all by name
    select
        *,
        'raw_coal.output' as series_id,
        output_t as value_t,
        false as is_imputed
    from {{ ref('stg_yearbook__raw_coal_output') }}
    union all by name
    select
        *,
        'crude_oil.output' as series_id,
        output_t as value_t,
        false as is_imputed
    from {{ ref('stg_yearbook__crude_oil_output') }}
    union all by name
    select
        *,
        'vanadium.mined' as series_id,
        mined_v_t as value_t,
        true as is_imputed
    from {{ ref('int_inventory__vanadium_mined') }}
    union all by name
    select * from {{ ref('int_chain__inventory_activities') }}
    union all by name
    select
        *,
        'msw.' || item as series_id,
        waste_t as value_t,
        basis in ('estimated', 'unverified') as is_imputed
    from {{ ref('int_inventory__municipal_waste_allocated') }}
    union all by name
    select
        *,
        'solid_waste.disposed' as series_id,
        waste_t as value_t
    from {{ ref('int_inventory__solid_waste_disposed') }}
    union all by name
    select
        *,
        'sludge.disposed' as series_id,
        dry_sludge_t as value_t,
        true as is_imputed
    from {{ ref('int_inventory__sludge_allocated') }}
    union all by name
    select
        *,
        'wastewater.discharged' as series_id,
        discharged_m3 as value_m3
    from {{ ref('int_inventory__wastewater_discharged') }}

),

final as (

    select
        ---------- keys
        series_id,
        province_code,
        reference_year,

        ---------- measures
        value_t,
        value_m3,

        ---------- flags
        is_imputed,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        seed_file

    from series

)

select * from final
