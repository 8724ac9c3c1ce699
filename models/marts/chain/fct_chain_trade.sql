with

products as (

    select * from {{ ref('dim_product') }}

),

trade as (

    select * from {{ ref('int_chain__trade_selected') }}

),

exchange_rates as (

    select * from {{ ref('stg_ecb__exchange_rates') }}

),

metrics as (

    select * from {{ ref('stg_chain_paper__metrics') }}

),

reported as (

    select
        trade.product_id,
        trade.stage_id,
        trade.flow,
        trade.reference_year,
        trade.quantity_reported_t,
        trade.quantity_t,
        trade.quantity_t * products.content_v_frac as quantity_v_t,
        trade.quantity_t * products.content_v_low_frac as quantity_v_low_t,
        trade.quantity_t * products.content_v_high_frac as quantity_v_high_t,
        trade.value_usd,
        trade.value_usd * exchange_rates.exchange_rate_cny_per_usd as value_cny,
        trade.value_usd / trade.quantity_t as unit_value_usd_per_t,
        trade.value_usd * exchange_rates.exchange_rate_cny_per_usd
        / trade.quantity_t as unit_value_cny_per_t,
        'reported' as status,
        trade.is_corrected,
        trade.source_key,
        trade.source_locator,
        trade.basis
    from trade
    inner join products
        on trade.product_id = products.product_id
    left join exchange_rates
        on trade.reference_year = exchange_rates.reference_year

),

printed_without_year as (

    select
        'secondary_v2o5' as product_id,
        stage_id,
        metric as flow,
        metric_value as quantity_reported_t,
        metric_value as quantity_t,
        'stored' as status,
        false as is_corrected,
        source_key,
        source_locator,
        basis
    from metrics
    where metric in ('import', 'export')

),

flows as (

    select unnest(['export', 'import']) as flow

),

missing as (

    select
        products.product_id,
        products.stage_id,
        flows.flow,
        'missing' as status,
        false as is_corrected
    from products
    cross join flows
    where products.product_id not in ('v2o5', 'ferrovanadium', 'secondary_v2o5')

),

unioned as (

    select * from reported
    union all by name
    select * from printed_without_year
    union all by name
    select * from missing

),

final as (

    select
        ---------- keys
        cast(product_id as varchar) as product_id,
        cast(stage_id as varchar) as stage_id,
        cast(flow as varchar) as flow,
        cast(reference_year as integer) as reference_year,

        ---------- attributes
        cast(status as varchar) as status,

        ---------- measures
        cast(quantity_reported_t as double) as quantity_reported_t,
        cast(quantity_t as double) as quantity_t,
        cast(quantity_v_t as double) as quantity_v_t,
        cast(quantity_v_low_t as double) as quantity_v_low_t,
        cast(quantity_v_high_t as double) as quantity_v_high_t,
        cast(value_usd as double) as value_usd,
        cast(value_cny as double) as value_cny,
        cast(unit_value_usd_per_t as double) as unit_value_usd_per_t,
        cast(unit_value_cny_per_t as double) as unit_value_cny_per_t,

        ---------- flags
        cast(is_corrected as boolean) as is_corrected,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis

    from unioned

)

select * from final
