-- Figure S1: the step of the decision tree that each factor was taken from
-- (regional measurement, province, national, literature default), in how many
-- provinces, and the emission of 2015-2019 that rests on it.
-- Run in the DuckDB shell: .read analyses/inventory_figs1_decision_tree.sql
with

uses as (

    select * from fct_use_emissions

),

sub_sources as (

    select * from dim_sub_source

),

cells as (

    select
        method_id,
        sub_source_id,
        resolution_tier,
        case when province_code != '000000' then province_code end as province_code,
        emission_t
    from uses
    where emission_t is not null

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
