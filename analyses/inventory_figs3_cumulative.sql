-- Figure S3: emission of 2015-2019 together by province, with its rank and its share
-- in the national total. Panels: a all sources, b coal, c stationary oil, d industry,
-- e waste; transport has no panel. What no province is known for has no place on the
-- map, but counts in the national total.
-- Run in the DuckDB shell: .read analyses/inventory_figs3_cumulative.sql
with

provinces as (

    select * from dim_province

),

emissions as (

    select * from fct_emissions

),

summed as (

    select
        province_code,
        coalesce(category_id, 'all') as category_id,
        sum(emission_t) filter (
            where method_id = 'paper_replica'
        ) as emission_paper_replica_t,
        sum(emission_t) filter (
            where method_id = 'literature'
        ) as emission_literature_t
    from emissions
    group by grouping sets ((province_code, category_id), (province_code))

),

shared as (

    select
        *,
        100
        * emission_paper_replica_t
        / sum(emission_paper_replica_t) over (partition by category_id)
            as share_paper_replica_pct,
        100
        * emission_literature_t
        / sum(emission_literature_t) over (partition by category_id)
            as share_literature_pct
    from summed

),

final as (

    select
        ---------- keys
        shared.category_id,
        shared.province_code,

        ---------- attributes
        provinces.province_name,
        provinces.region_id,
        case shared.category_id
            when 'all' then 'a'
            when 'coal' then 'b'
            when 'oil' then 'c'
            when 'industry' then 'd'
            when 'waste' then 'e'
        end as panel,

        ---------- measures
        shared.emission_paper_replica_t,
        shared.emission_literature_t,
        shared.share_paper_replica_pct,
        shared.share_literature_pct,
        case
            when shared.emission_paper_replica_t is not null
                then
                    rank() over (
                        partition by shared.category_id
                        order by shared.emission_paper_replica_t desc nulls last
                    )
        end as rank_paper_replica,
        case
            when shared.emission_literature_t is not null
                then
                    rank() over (
                        partition by shared.category_id
                        order by shared.emission_literature_t desc nulls last
                    )
        end as rank_literature

    from shared
    inner join provinces
        on shared.province_code = provinces.province_code
    where shared.province_code != '000000'

)

select * from final
order by panel, category_id, rank_paper_replica, province_code
