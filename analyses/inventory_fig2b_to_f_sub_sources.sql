-- Figure 2 b to f: emission of each sub-source by year (b coal, c stationary oil,
-- d transport, e industry, f waste), and its share in the year's total.
-- Run in the DuckDB shell: .read analyses/inventory_fig2b_to_f_sub_sources.sql
with

emissions as (

    -- the chain's own sub-sources stand in another method only
    select * from fct_emissions
    where method_id in ('paper_replica', 'literature')

),

categories as (

    select * from dim_category

),

summed as (

    select
        category_id,
        sub_source_id,
        reference_year,
        sum(emission_t) filter (
            where method_id = 'paper_replica'
        ) as emission_paper_replica_t,
        sum(emission_t) filter (
            where method_id = 'literature'
        ) as emission_literature_t
    from emissions
    group by category_id, sub_source_id, reference_year

),

final as (

    select
        ---------- keys
        summed.sub_source_id,
        summed.reference_year,

        ---------- attributes
        substr('bcdef', categories.category_order, 1) as panel,
        summed.category_id,

        ---------- measures
        summed.emission_paper_replica_t,
        summed.emission_literature_t,
        100
        * summed.emission_paper_replica_t
        / sum(summed.emission_paper_replica_t)
            over (partition by summed.reference_year) as share_paper_replica_pct,
        100
        * summed.emission_literature_t
        / sum(summed.emission_literature_t)
            over (partition by summed.reference_year) as share_literature_pct

    from summed
    inner join categories
        on summed.category_id = categories.category_id

)

select * from final
order by panel, sub_source_id, reference_year
