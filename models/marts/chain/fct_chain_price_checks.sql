with

printed as (

    select * from {{ ref('fct_chain_costs') }}
    where
        track = 'published_replica'
        and reference_year is not null
        and unit_cost_cny_per_t is not null

),

trade as (

    select * from {{ ref('fct_chain_trade') }}
    where flow = 'export' and status = 'reported'

),

usgs_prices as (

    select * from {{ ref('stg_usgs_chain__v2o5_prices') }}

),

exchange_rates as (

    select * from {{ ref('stg_ecb__exchange_rates') }}

),

final as (

    select
        ---------- keys
        cast(printed.stage_id as varchar) as stage_id,
        cast(printed.reference_year as integer) as reference_year,

        ---------- measures
        cast(printed.unit_cost_cny_per_t as double) as unit_cost_cny_per_t,
        cast(same_year.unit_value_cny_per_t as double) as unit_value_cny_per_t,
        cast(printed.unit_cost_cny_per_t / same_year.unit_value_cny_per_t as double)
            as same_year_ratio,
        cast(year_before.unit_value_cny_per_t as double)
            as unit_value_year_before_cny_per_t,
        cast(
            printed.unit_cost_cny_per_t / year_before.unit_value_cny_per_t as double
        ) as year_before_ratio,
        cast(
            usgs_prices.price_v2o5_usd_per_t
            * exchange_rates.exchange_rate_cny_per_usd as double
        ) as price_usgs_cny_per_t,

        ---------- provenance
        cast(same_year.source_key as varchar) as source_key,
        'export unit value at the yearly mean exchange rate' as source_locator,
        'derived' as basis

    from printed
    inner join trade as same_year
        on
            printed.stage_id = same_year.stage_id
            and printed.reference_year = same_year.reference_year
    left join trade as year_before
        on
            printed.stage_id = year_before.stage_id
            and printed.reference_year = year_before.reference_year + 1
    left join exchange_rates
        on printed.reference_year = exchange_rates.reference_year
    left join usgs_prices
        on
            printed.reference_year = usgs_prices.reference_year
            and printed.stage_id = 's2'

)

select * from final
