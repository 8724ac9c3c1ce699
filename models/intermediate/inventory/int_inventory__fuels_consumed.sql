-- Fuel consumed as the yearbook prints it, and in years without print by a rule that
-- rests on the last printed year before: coal, coke and fuel oil follow the same fuel
-- burnt, crude oil the refineries, light products the sectors that burn them.
with

coal as (

    select * from {{ ref('stg_yearbook__coal_consumption') }}

),

oil as (

    select * from {{ ref('stg_yearbook__oil_consumption') }}

),

refinery_intake as (

    select * from {{ ref('int_inventory__refinery_intake') }}

),

burnt as (

    select * from {{ ref('int_inventory__fuel_totals_burnt') }}

),

printed as (

    select
        *,
        case fuel when 'coal' then 'raw_coal' else fuel end as burnt_fuel
    from coal
    where consumption_t is not null
    union all by name
    select
        *,
        fuel as burnt_fuel
    from oil
    where consumption_t is not null

),

followed as (

    select
        printed.province_code,
        printed.fuel,
        burnt.reference_year,
        printed.reference_year as printed_year,
        printed.consumption_t as printed_t,
        burnt.combusted_t,
        base_burnt.combusted_t as base_combusted_t,
        printed.burnt_fuel,
        printed.source_key,
        burnt.source_key as burnt_source_key,
        printed.basis,
        burnt.basis as burnt_basis,
        base_burnt.basis as base_burnt_basis,
        printed.seed_file,
        burnt.seed_file as burnt_seed_file
    from printed
    inner join burnt
        on
            printed.province_code = burnt.province_code
            and printed.burnt_fuel = burnt.fuel
            and printed.reference_year <= burnt.reference_year
    left join burnt as base_burnt
        on
            printed.province_code = base_burnt.province_code
            and printed.burnt_fuel = base_burnt.fuel
            and printed.reference_year = base_burnt.reference_year
    qualify
        {{ last_printed_year_serves(
            'printed.reference_year',
            'burnt.reference_year',
            'printed.province_code, printed.fuel'
        ) }}

),

grown as (

    select
        province_code,
        fuel,
        reference_year,
        case
            when base_combusted_t > 0 then printed_t * combusted_t / base_combusted_t
            -- Nothing burnt in the base year: the printed figure is kept.
            else printed_t
        end as consumption_t,
        source_key,
        printed_year || ' times growth of ' || burnt_fuel || ' burnt' as source_locator,
        {{ weakest_basis(["'estimated'", 'basis', 'burnt_basis', 'base_burnt_basis']) }}
            as basis,
        seed_file
    from followed
    where fuel in ('coal', 'coke', 'fuel_oil')

),

light_products as (

    select
        province_code,
        fuel,
        reference_year,
        combusted_t as consumption_t,
        burnt_source_key as source_key,
        'sum of the sectors that burn it' as source_locator,
        burnt_basis as basis,
        burnt_seed_file as seed_file
    from followed
    where fuel in ('gasoline', 'kerosene', 'diesel')

),

crude_oil as (

    select
        *,
        'crude_oil' as fuel
    from refinery_intake

),

unprinted as (

    select * from grown
    union all by name
    select * from light_products
    union all by name
    select * from crude_oil

),

final as (

    select
        ---------- keys
        province_code,
        fuel,
        reference_year,

        ---------- measures
        consumption_t,

        ---------- flags
        false as is_imputed,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        seed_file
    from printed

    union all

    select
        province_code,
        fuel,
        reference_year,
        consumption_t,
        true as is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from unprinted

)

select * from final
