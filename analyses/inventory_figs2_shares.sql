-- Figure S2: share of each sub-source in its category and in the whole inventory,
-- 2015-2019 together.
-- Run in the DuckDB shell: .read analyses/inventory_figs2_shares.sql
with

emissions as (

    -- the chain's own sub-sources stand in another method only
    select * from fct_emissions
    where method_id in ('paper_replica', 'literature')

),

summed as (

    select
        category_id,
        sub_source_id,
        sum(emission_t) filter (
            where method_id = 'paper_replica'
        ) as emission_paper_replica_t,
        sum(emission_t) filter (
            where method_id = 'literature'
        ) as emission_literature_t
    from emissions
    group by category_id, sub_source_id

),

final as (

    select
        ---------- keys
        sub_source_id,

        ---------- attributes
        category_id,

        ---------- measures
        emission_paper_replica_t,
        emission_literature_t,
        100
        * emission_paper_replica_t
        / sum(emission_paper_replica_t) over (partition by category_id)
            as category_share_paper_replica_pct,
        100
        * emission_literature_t
        / sum(emission_literature_t) over (partition by category_id)
            as category_share_literature_pct,
        100 * emission_paper_replica_t / sum(emission_paper_replica_t) over ()
            as total_share_paper_replica_pct,
        100 * emission_literature_t / sum(emission_literature_t) over ()
            as total_share_literature_pct

    from summed

)

select * from final
order by category_id asc, emission_paper_replica_t desc
