with

trade as (

    select * from {{ ref('stg_baci__trade') }}

),

partners as (

    select * from {{ ref('stg_baci__trade_partners') }}

),

products as (

    select * from {{ ref('stg_chain__products') }}

),

-- Ferrovanadium never sold below 5 USD/kg in these years: such a flow is slag.
misclassified as (

    select
        reference_year,
        hs_code,
        flow,
        sum(quantity_t) as quantity_t,
        sum(value_usd) as value_usd
    from partners
    where
        hs_code = '720292'
        and quantity_t > 100
        and value_usd / quantity_t < 5000
    group by reference_year, hs_code, flow

),

final as (

    select
        ---------- keys
        products.product_id,
        products.stage_id,
        trade.reference_year,
        trade.flow,

        ---------- attributes
        trade.hs_code,

        ---------- measures
        trade.quantity_t as quantity_reported_t,
        trade.quantity_t - coalesce(misclassified.quantity_t, 0) as quantity_t,
        trade.value_usd - coalesce(misclassified.value_usd, 0) as value_usd,

        ---------- flags
        misclassified.quantity_t is not null as is_corrected,

        ---------- provenance
        trade.source_key,
        trade.source_locator,
        trade.basis

    from trade
    inner join products
        on trade.hs_code = products.hs_code
    left join misclassified
        on
            trade.reference_year = misclassified.reference_year
            and trade.hs_code = misclassified.hs_code
            and trade.flow = misclassified.flow

)

select * from final
