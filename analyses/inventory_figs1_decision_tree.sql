-- Figure S1: the step of the decision tree that each factor was taken from
-- (regional measurement, province, national, literature default), in how many
-- provinces, and the emission of 2015-2019 that rests on it.
-- Run in the DuckDB shell: .read analyses/inventory_figs1_decision_tree.sql
with

activities as (

    select * from fct_activities

),

factors as (

    select * from fct_emission_factors

),

sub_sources as (

    select * from dim_sub_source

),

cells as (

    select
        factors.method_id,
        factors.sub_source_id,
        factors.resolution_tier,
        case
            when factors.province_code != '000000' then factors.province_code
        end as province_code,
        coalesce(
            activities.activity_t * factors.factor_kg_per_t,
            activities.activity_m3 * factors.factor_kg_per_m3
        )
        / 1000 as emission_t
    from activities
    inner join factors
        on
            activities.method_id = factors.method_id
            and activities.province_code = factors.province_code
            and activities.sub_source_id = factors.sub_source_id
            and activities.use_id = factors.use_id
            and activities.reference_year = factors.reference_year
    where coalesce(activities.activity_t, activities.activity_m3) is not null

),

final as (

    select
        ---------- keys
        cells.sub_source_id,
        cells.resolution_tier,

        ---------- attributes
        sub_sources.equation,

        ---------- measures
        count(distinct cells.province_code) filter (
            where cells.method_id = 'paper_replica'
        ) as provinces_paper_replica_count,
        count(distinct cells.province_code) filter (
            where cells.method_id = 'literature'
        ) as provinces_literature_count,
        sum(cells.emission_t) filter (
            where cells.method_id = 'paper_replica'
        ) as emission_paper_replica_t,
        sum(cells.emission_t) filter (
            where cells.method_id = 'literature'
        ) as emission_literature_t

    from cells
    inner join sub_sources
        on cells.sub_source_id = sub_sources.sub_source_id
    group by cells.sub_source_id, cells.resolution_tier, sub_sources.equation

)

select * from final
order by sub_source_id, resolution_tier
