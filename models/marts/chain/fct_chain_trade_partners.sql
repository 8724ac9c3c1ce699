with

trade as (

    select * from {{ ref('stg_baci__trade_partners') }}

),

products as (

    select * from {{ ref('dim_product') }}

),

final as (

    select
        ---------- keys
        cast(products.product_id as varchar) as product_id,
        cast(trade.flow as varchar) as flow,
        cast(trade.partner as varchar) as partner,
        cast(trade.reference_year as integer) as reference_year,

        ---------- measures
        cast(trade.quantity_t as double) as quantity_t,
        cast(trade.value_usd as double) as value_usd,

        ---------- provenance
        cast(trade.source_key as varchar) as source_key,
        cast(trade.source_locator as varchar) as source_locator,
        cast(trade.basis as varchar) as basis

    from trade
    inner join products
        on trade.hs_code = products.hs_code

)

select * from final
