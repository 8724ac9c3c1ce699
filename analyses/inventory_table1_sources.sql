-- Table 1: sub-sources, their category, receptor and equation, and in how many
-- provinces each method has a figure for them.
-- Run in the DuckDB shell: .read analyses/inventory_table1_sources.sql
with

sub_sources as (

    select * from dim_sub_source

),

categories as (

    select * from dim_category

),

emissions as (

    select * from fct_emissions

),

covered as (

    select
        sub_source_id,
        count(distinct province_code) filter (
            where method_id = 'paper_replica'
        ) as provinces_paper_replica_count,
        count(distinct province_code) filter (
            where method_id = 'literature'
        ) as provinces_literature_count
    from emissions
    where emission_t is not null and province_code != '000000'
    group by sub_source_id

),

final as (

    select
        ---------- keys
        sub_sources.sub_source_id,

        ---------- attributes
        categories.category_name,
        sub_sources.acronym,
        sub_sources.sub_source_name,
        sub_sources.receptor_id,
        sub_sources.equation,
        sub_sources.activity_quantity,
        sub_sources.nfr_code,
        sub_sources.ipcc_code,

        ---------- measures
        coalesce(covered.provinces_paper_replica_count, 0)
            as provinces_paper_replica_count,
        coalesce(covered.provinces_literature_count, 0)
            as provinces_literature_count,

        ---------- flags
        sub_sources.is_in_paper

    from sub_sources
    inner join categories
        on sub_sources.category_id = categories.category_id
    left join covered
        on sub_sources.sub_source_id = covered.sub_source_id

)

select * from final
order by sub_source_id
