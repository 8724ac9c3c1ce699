-- Tables S1-S18: emission of each province by year, one table per table_id. The paper
-- does not say which table is which: 17 sub-sources have provincial figures, all
-- sources together make 18. Narrow the CTE wanted to read one table. A null is no
-- figure; its notation key (dim_notation_key) says why.
-- Run in the DuckDB shell: .read analyses/inventory_tables_s1_to_s18.sql
with

sub_sources as (

    select * from dim_sub_source

),

provinces as (

    select * from dim_province

),

emissions as (

    select * from fct_emissions

),

wanted as (

    select
        sub_source_id as table_id,
        sub_source_id
    from sub_sources
    where spatial_level = 'province' and is_in_paper

    union all

    select
        'all' as table_id,
        sub_source_id
    from sub_sources

),

cells as (

    select
        wanted.table_id,
        emissions.method_id,
        emissions.province_code,
        emissions.reference_year,
        sum(emissions.emission_t) as emission_t,
        case
            when sum(emissions.emission_t) is null
                then any_value(emissions.notation_key)
        end as notation_key
    from wanted
    inner join emissions
        on wanted.sub_source_id = emissions.sub_source_id
    group by
        wanted.table_id,
        emissions.method_id,
        emissions.province_code,
        emissions.reference_year

),

pivoted as (

    select
        table_id,
        province_code,
        max(emission_t) filter (
            where method_id = 'paper_replica' and reference_year = 2015
        ) as emission_paper_replica_2015_t,
        max(emission_t) filter (
            where method_id = 'paper_replica' and reference_year = 2016
        ) as emission_paper_replica_2016_t,
        max(emission_t) filter (
            where method_id = 'paper_replica' and reference_year = 2017
        ) as emission_paper_replica_2017_t,
        max(emission_t) filter (
            where method_id = 'paper_replica' and reference_year = 2018
        ) as emission_paper_replica_2018_t,
        max(emission_t) filter (
            where method_id = 'paper_replica' and reference_year = 2019
        ) as emission_paper_replica_2019_t,
        any_value(notation_key) filter (
            where method_id = 'paper_replica'
        ) as notation_key_paper_replica,
        max(emission_t) filter (
            where method_id = 'literature' and reference_year = 2015
        ) as emission_literature_2015_t,
        max(emission_t) filter (
            where method_id = 'literature' and reference_year = 2016
        ) as emission_literature_2016_t,
        max(emission_t) filter (
            where method_id = 'literature' and reference_year = 2017
        ) as emission_literature_2017_t,
        max(emission_t) filter (
            where method_id = 'literature' and reference_year = 2018
        ) as emission_literature_2018_t,
        max(emission_t) filter (
            where method_id = 'literature' and reference_year = 2019
        ) as emission_literature_2019_t,
        any_value(notation_key) filter (
            where method_id = 'literature'
        ) as notation_key_literature
    from cells
    group by table_id, province_code

),

final as (

    select
        ---------- keys
        pivoted.table_id,
        pivoted.province_code,

        ---------- attributes
        provinces.province_name,
        pivoted.notation_key_paper_replica,
        pivoted.notation_key_literature,

        ---------- measures
        pivoted.emission_paper_replica_2015_t,
        pivoted.emission_paper_replica_2016_t,
        pivoted.emission_paper_replica_2017_t,
        pivoted.emission_paper_replica_2018_t,
        pivoted.emission_paper_replica_2019_t,
        pivoted.emission_literature_2015_t,
        pivoted.emission_literature_2016_t,
        pivoted.emission_literature_2017_t,
        pivoted.emission_literature_2018_t,
        pivoted.emission_literature_2019_t

    from pivoted
    inner join provinces
        on pivoted.province_code = provinces.province_code

)

select * from final
order by table_id, province_code
