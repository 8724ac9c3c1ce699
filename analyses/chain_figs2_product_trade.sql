-- Figure S2: imports and exports of the products; a product without figures has a row
-- that says so.
-- Run in the DuckDB shell: .read analyses/chain_figs2_product_trade.sql
with

trade as (

    select * from fct_chain_trade

),

products as (

    select * from dim_product

),

final as (

    select
        ---------- keys
        trade.product_id,
        trade.flow,
        trade.reference_year,

        ---------- attributes
        products.product_name,
        trade.status,

        ---------- measures
        trade.quantity_t,
        trade.quantity_v_t,
        trade.quantity_v_low_t,
        trade.quantity_v_high_t,
        trade.unit_value_cny_per_t

    from trade
    inner join products
        on trade.product_id = products.product_id

)

select * from final
order by product_id, flow, reference_year
