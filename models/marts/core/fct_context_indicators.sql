with

population as (

    select * from {{ ref('stg_yearbook__population') }}

),

gdp as (

    select * from {{ ref('stg_yearbook__gdp') }}

),

gas as (

    select * from {{ ref('stg_ceads__gas_combustion') }}

),

electricity as (

    select * from {{ ref('stg_yearbook__electricity_generation') }}

),

natural_gas as (

    select * from {{ ref('stg_yearbook__natural_gas_output') }}

),

final as (

    select
        ---------- keys
        'population_' || edition as indicator_id,
        cast(province_code as varchar) as province_code,
        cast(reference_year as integer) as reference_year,

        ---------- measures
        cast(population_count as double) as indicator_value,
        'persons' as unit,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis
    from population

    union all

    select
        'gdp' as indicator_id,
        province_code,
        reference_year,
        gdp_cny as indicator_value,
        'cny' as unit,
        source_key,
        source_locator,
        basis
    from gdp

    union all

    select
        'refinery_gas_burnt' as indicator_id,
        province_code,
        reference_year,
        sum(combusted_t order by fuel, sector_group) as indicator_value,
        't' as unit,
        min(source_key) as source_key,
        min(source_locator) as source_locator,
        {{ weakest_basis_of_group('basis') }} as basis
    from gas
    group by province_code, reference_year

    union all

    select
        'electricity_generated' as indicator_id,
        province_code,
        reference_year,
        generation_kwh as indicator_value,
        'kwh' as unit,
        source_key,
        source_locator,
        basis
    from electricity

    union all

    select
        'natural_gas_output' as indicator_id,
        province_code,
        reference_year,
        output_m3 as indicator_value,
        'm3' as unit,
        source_key,
        source_locator,
        basis
    from natural_gas

)

select * from final
