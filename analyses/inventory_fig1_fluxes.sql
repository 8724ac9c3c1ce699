-- Figure 1: vanadium from each category of sources into air, soil and water,
-- 2015-2019 together. Rows 'all' are the receptor totals and the grand total.
-- Run in the DuckDB shell: .read analyses/inventory_fig1_fluxes.sql
with

emissions as (

    select * from fct_emissions

),

totals as (

    select
        sum(emission_t) filter (
            where method_id = 'paper_replica'
        ) as total_paper_replica_t,
        sum(emission_t) filter (where method_id = 'literature') as total_literature_t
    from emissions

),

fluxes as (

    select
        coalesce(category_id, 'all') as category_id,
        coalesce(receptor_id, 'all') as receptor_id,
        sum(emission_t) filter (
            where method_id = 'paper_replica'
        ) as flux_paper_replica_t,
        sum(emission_t) filter (where method_id = 'literature') as flux_literature_t
    from emissions
    group by grouping sets ((category_id, receptor_id), (receptor_id), ())

),

final as (

    select
        ---------- keys
        fluxes.category_id,
        fluxes.receptor_id,

        ---------- measures
        fluxes.flux_paper_replica_t,
        fluxes.flux_literature_t,
        100 * fluxes.flux_paper_replica_t / totals.total_paper_replica_t
            as share_paper_replica_pct,
        100 * fluxes.flux_literature_t / totals.total_literature_t
            as share_literature_pct

    from fluxes
    cross join totals

)

select * from final
order by receptor_id asc, flux_paper_replica_t desc
