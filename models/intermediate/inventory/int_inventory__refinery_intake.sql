-- Crude oil consumed after the last printed year: national throughput growth, shared
-- out by each province's printed intake times the growth of its refinery gas burnt.
with

printed as (

    select * from {{ ref('stg_yearbook__oil_consumption') }}
    where fuel = 'crude_oil' and consumption_t is not null

),

refinery as (

    select * from {{ ref('stg_yearbook__refinery') }}
    where item = 'crude_oil_processed'

),

refinery_gas as (

    select * from {{ ref('int_inventory__fuel_totals_burnt') }}
    where fuel = 'refinery_gas'

),

last_printed as (

    select
        province_code,
        max(reference_year) as printed_year,
        max_by(consumption_t, reference_year) as printed_t,
        max_by(basis, reference_year) as printed_basis
    from printed
    group by province_code

),

weights as (

    select
        last_printed.province_code,
        refinery.reference_year,
        last_printed.printed_t * refinery.quantity_t / base_refinery.quantity_t
            as frozen_share_t,
        last_printed.printed_t
        * case
            when gas.combusted_t > 0 and base_gas.combusted_t > 0
                then gas.combusted_t / base_gas.combusted_t
            -- No refinery gas burnt to follow: national growth.
            else refinery.quantity_t / base_refinery.quantity_t
        end as weight_t,
        {{ weakest_basis([
            "'estimated'", 'last_printed.printed_basis', 'refinery.basis',
            'base_refinery.basis', 'gas.basis', 'base_gas.basis'
        ]) }} as basis
    from last_printed
    inner join refinery
        on last_printed.printed_year < refinery.reference_year
    inner join refinery as base_refinery
        on last_printed.printed_year = base_refinery.reference_year
    left join refinery_gas as gas
        on
            last_printed.province_code = gas.province_code
            and refinery.reference_year = gas.reference_year
    left join refinery_gas as base_gas
        on
            last_printed.province_code = base_gas.province_code
            and last_printed.printed_year = base_gas.reference_year

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
        basis

    from weights

)

select * from final
