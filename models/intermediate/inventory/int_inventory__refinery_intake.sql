-- Crude oil consumed in years without a printed figure: the growth of national
-- throughput since the last printed year, shared out by each province's intake of that
-- year times the growth of its refinery gas burnt.
with

printed as (

    select * from {{ ref('stg_yearbook__oil_consumption') }}
    where fuel = 'crude_oil' and consumption_t is not null

),

refinery as (

    select * from {{ ref('stg_yearbook__refinery') }}
    where item = 'crude_oil_processed' and quantity_t is not null

),

refinery_gas as (

    select * from {{ ref('int_inventory__fuel_totals_burnt') }}
    where fuel = 'refinery_gas'

),

weights as (

    select
        printed.province_code,
        refinery.reference_year,
        printed.reference_year as printed_year,
        printed.consumption_t * refinery.quantity_t / base_refinery.quantity_t
            as frozen_share_t,
        printed.consumption_t
        * case
            when gas.combusted_t > 0 and base_gas.combusted_t > 0
                then gas.combusted_t / base_gas.combusted_t
            -- No refinery gas burnt to follow: national growth.
            else refinery.quantity_t / base_refinery.quantity_t
        end as weight_t,
        printed.source_key,
        {{ weakest_basis([
            "'estimated'", 'printed.basis', 'refinery.basis', 'base_refinery.basis',
            'gas.basis', 'base_gas.basis'
        ]) }} as basis,
        printed.seed_file
    from printed
    inner join refinery
        on printed.reference_year <= refinery.reference_year
    inner join refinery as base_refinery
        on printed.reference_year = base_refinery.reference_year
    left join refinery_gas as gas
        on
            printed.province_code = gas.province_code
            and refinery.reference_year = gas.reference_year
    left join refinery_gas as base_gas
        on
            printed.province_code = base_gas.province_code
            and printed.reference_year = base_gas.reference_year
    qualify
        {{ last_printed_year_serves(
            'printed.reference_year', 'refinery.reference_year', 'printed.province_code'
        ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        weight_t
        * {{ ordered_sum_over('frozen_share_t', 'reference_year', 'province_code') }}
        / {{ ordered_sum_over('weight_t', 'reference_year', 'province_code') }}
            as consumption_t,

        ---------- provenance
        source_key,
        'national throughput, shared by intake of '
        || printed_year || ' and refinery gas' as source_locator,
        basis,
        seed_file

    from weights

)

select * from final
