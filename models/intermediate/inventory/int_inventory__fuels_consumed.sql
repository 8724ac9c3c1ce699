-- Fuel consumed as the yearbook prints it, extended where it ends: coal and coke by
-- the growth of the same fuel burnt, crude by refinery intake, light products by the
-- sum of the sectors that burn them.
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

    select * from coal
    where consumption_t is not null
    union all by name
    select * from oil
    where consumption_t is not null

),

last_printed as (

    select
        province_code,
        fuel,
        max(reference_year) as printed_year,
        max_by(consumption_t, reference_year) as printed_t,
        max_by(source_key, reference_year) as source_key,
        max_by(basis, reference_year) as printed_basis,
        max_by(seed_file, reference_year) as seed_file
    from printed
    group by province_code, fuel

),

followed as (

    select
        *,
        case fuel when 'coal' then 'raw_coal' else fuel end as burnt_fuel
    from last_printed

),

extended as (

    select
        followed.province_code,
        followed.fuel,
        burnt.reference_year,
        case
            when followed.fuel in ('gasoline', 'kerosene', 'diesel')
                then burnt.combusted_t
            when followed.fuel = 'crude_oil' then refinery_intake.consumption_t
            when base_burnt.combusted_t > 0
                then
                    followed.printed_t * burnt.combusted_t / base_burnt.combusted_t
            -- Nothing burnt in the base year: the printed figure is kept.
            else followed.printed_t
        end as consumption_t,
        true as is_imputed,
        case
            when
                followed.fuel in ('gasoline', 'kerosene', 'diesel')
                then burnt.source_key
            else followed.source_key
        end as source_key,
        case
            when followed.fuel in ('gasoline', 'kerosene', 'diesel')
                then 'sum of the sectors that burn it'
            when followed.fuel = 'crude_oil'
                then
                    'national throughput, shared by intake of '
                    || followed.printed_year || ' and refinery gas'
            else
                followed.printed_year
                || ' times growth of ' || followed.burnt_fuel || ' burnt'
        end as source_locator,
        case
            when followed.fuel in ('gasoline', 'kerosene', 'diesel') then burnt.basis
            when followed.fuel = 'crude_oil'
                then
                    {{ weakest_basis([
                        "'estimated'", 'followed.printed_basis', 'refinery_intake.basis'
                    ]) }}
            else
                {{ weakest_basis([
                    "'estimated'", 'followed.printed_basis', 'burnt.basis',
                    'base_burnt.basis'
                ]) }}
        end as basis,
        case
            when followed.fuel in ('gasoline', 'kerosene', 'diesel')
                then burnt.seed_file
            else followed.seed_file
        end as seed_file
    from followed
    inner join burnt
        on
            followed.province_code = burnt.province_code
            and followed.burnt_fuel = burnt.fuel
            and followed.printed_year < burnt.reference_year
    left join burnt as base_burnt
        on
            followed.province_code = base_burnt.province_code
            and followed.burnt_fuel = base_burnt.fuel
            and followed.printed_year = base_burnt.reference_year
    left join refinery_intake
        on
            followed.fuel = 'crude_oil'
            and followed.province_code = refinery_intake.province_code
            and burnt.reference_year = refinery_intake.reference_year

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
        is_imputed,
        source_key,
        source_locator,
        basis,
        seed_file
    from extended

)

select * from final
