-- Figure 3: emission in 2015 and 2019 and the change between them, for provinces,
-- regions, the groups of provinces that the paper speaks of, and China. Panels: a all
-- sources, b coal, c stationary oil, d industry, e waste; transport has no panel. Rows
-- with a sub_source_id split a panel further. A null is no figure, not zero.
-- Run in the DuckDB shell: .read analyses/inventory_fig3_changes.sql
with

provinces as (

    select * from dim_province

),

regions as (

    select * from dim_region

),

region_groups as (

    select * from dim_region_group

),

emissions as (

    select * from fct_emissions

),

areas as (

    select
        province_code,
        'province' as area_kind,
        province_code as area_id,
        province_name as area_name
    from provinces
    where province_code != '000000'

    union all

    select
        provinces.province_code,
        'region' as area_kind,
        regions.region_id as area_id,
        regions.region_name as area_name
    from provinces
    inner join regions
        on provinces.region_id = regions.region_id

    union all

    select
        province_code,
        'region_group' as area_kind,
        region_group_id as area_id,
        region_group_name as area_name
    from region_groups

    union all

    select
        province_code,
        'china' as area_kind,
        '000000' as area_id,
        'China' as area_name
    from provinces

),

summed as (

    select
        areas.area_kind,
        areas.area_id,
        areas.area_name,
        emissions.method_id,
        coalesce(emissions.category_id, 'all') as category_id,
        coalesce(emissions.sub_source_id, 'all') as sub_source_id,
        sum(emissions.emission_t) filter (
            where emissions.reference_year = 2015
        ) as emission_2015_t,
        sum(emissions.emission_t) filter (
            where emissions.reference_year = 2019
        ) as emission_2019_t
    from areas
    inner join emissions
        on areas.province_code = emissions.province_code
    group by
        areas.area_kind,
        areas.area_id,
        areas.area_name,
        emissions.method_id,
        grouping sets (
            (emissions.category_id, emissions.sub_source_id),
            (emissions.category_id),
            ()
        )

),

final as (

    select
        ---------- keys
        area_kind,
        area_id,
        category_id,
        sub_source_id,

        ---------- attributes
        area_name,
        case category_id
            when 'all' then 'a'
            when 'coal' then 'b'
            when 'oil' then 'c'
            when 'industry' then 'd'
            when 'waste' then 'e'
        end as panel,

        ---------- measures
        max(emission_2015_t) filter (
            where method_id = 'paper_replica'
        ) as emission_2015_paper_replica_t,
        max(emission_2019_t) filter (
            where method_id = 'paper_replica'
        ) as emission_2019_paper_replica_t,
        max(emission_2019_t - emission_2015_t) filter (
            where method_id = 'paper_replica'
        ) as change_paper_replica_t,
        max(emission_2015_t) filter (
            where method_id = 'literature'
        ) as emission_2015_literature_t,
        max(emission_2019_t) filter (
            where method_id = 'literature'
        ) as emission_2019_literature_t,
        max(emission_2019_t - emission_2015_t) filter (
            where method_id = 'literature'
        ) as change_literature_t

    from summed
    group by area_kind, area_id, area_name, category_id, sub_source_id

)

select * from final
order by area_kind, area_id, panel, category_id, sub_source_id
