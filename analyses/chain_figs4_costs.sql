-- Figure S4: unit cost of each stage as printed, read as 10^4 RMB per t, beside the
-- price of the physical track per t of product and per t of vanadium.
-- Run in the DuckDB shell: .read analyses/chain_figs4_costs.sql
with

costs as (

    select * from fct_chain_costs

),

printed as (

    select * from costs
    where track = 'published_replica' and reference_year is not null

),

physical as (

    select * from costs
    where track = 'physical'

),

final as (

    select
        ---------- keys
        printed.stage_id,
        printed.reference_year,

        ---------- attributes
        printed.status,
        printed.figure_printed,

        ---------- measures
        printed.unit_cost_cny_per_t as cost_printed_cny_per_t,
        physical.unit_cost_cny_per_t,
        physical.unit_cost_p025_cny_per_t,
        physical.unit_cost_p975_cny_per_t,
        physical.price_v_cny_per_t,
        physical.own_cost_v_cny_per_t,
        physical.domestic_cost_v_cny_per_t

    from printed
    inner join physical
        on
            printed.stage_id = physical.stage_id
            and printed.reference_year = physical.reference_year

)

select * from final
order by stage_id, reference_year
