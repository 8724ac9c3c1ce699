-- Figure 2 a: emission of each category and its share in the year's total, with the
-- total as category 'all'.
-- Run in the DuckDB shell: .read analyses/inventory_fig2a_categories.sql
with

emissions as (

    select * from fct_emissions

),

summed as (

    select
        reference_year,
        coalesce(category_id, 'all') as category_id,
        sum(emission_t) filter (
            where method_id = 'paper_replica'
        ) as emission_paper_replica_t,
        sum(emission_t) filter (
            where method_id = 'literature'
        ) as emission_literature_t
    from emissions
    group by grouping sets ((reference_year, category_id), (reference_year))

),

final as (

    select
        ---------- keys
        summed.reference_year,
        summed.category_id,

        ---------- measures
        summed.emission_paper_replica_t,
        summed.emission_literature_t,
        100 * summed.emission_paper_replica_t / totals.emission_paper_replica_t
            as share_paper_replica_pct,
        100 * summed.emission_literature_t / totals.emission_literature_t
            as share_literature_pct

    from summed
    inner join summed as totals
        on
            summed.reference_year = totals.reference_year
            and totals.category_id = 'all'

)

select * from final
order by reference_year, category_id
