-- What the chain adds to the inventory: vanadium mining, smelting and product making
-- in the method literature_with_chain beside literature.
-- Run in the DuckDB shell: .read analyses/chain_inventory_bridge.sql
with

emissions as (

    select * from fct_emissions

),

final as (

    select
        ---------- keys
        sub_source_id,
        reference_year,

        ---------- measures
        sum(emission_t) filter (
            where method_id = 'literature'
        ) as emission_literature_t,
        sum(emission_t) filter (
            where method_id = 'literature_with_chain'
        ) as emission_literature_with_chain_t

    from emissions
    where sub_source_id in ('industry_vm', 'industry_vs', 'industry_vp')
    group by sub_source_id, reference_year

)

select * from final
order by sub_source_id, reference_year
