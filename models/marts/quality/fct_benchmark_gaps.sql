-- Each method against Bai et al. 2021, air emission of 2017. Its abstract gives a
-- total and says that about half of it comes from coal and oil; the other half holds
-- industry, waste and natural sources, which no method here has.
with

emissions as (

    select * from {{ ref('fct_emissions') }}
    where reference_year = 2017 and receptor_id = 'air'

),

claims as (

    select * from {{ ref('stg_papers__claims') }}
    where role = 'benchmark' and source_key = 'bai_2021'

),

printed as (

    select
        max(case when measure = 'emission_t' then printed_number end) as total_t,
        max(case when measure = 'combustion_share_of_air_pct' then printed_number end)
            as combustion_share_pct
    from claims

),

benchmarks as (

    select
        'coal_and_oil' as emission_group,
        total_t * combustion_share_pct / 100 as emission_t
    from printed

    union all

    select
        'other' as emission_group,
        total_t * (1 - combustion_share_pct / 100) as emission_t
    from printed

),

categories as (

    select
        method_id,
        category_id,
        case
            when category_id in ('coal', 'oil', 'transport') then 'coal_and_oil'
            else 'other'
        end as emission_group,
        sum(emission_t order by province_code, sub_source_id, reference_year)
            as emission_t
    from emissions
    where category_id is not null
    group by method_id, category_id

),

grouped as (

    select
        method_id,
        emission_group,
        sum(emission_t order by category_id) as emission_t
    from categories
    group by method_id, emission_group

),

final as (

    select
        ---------- keys
        cast(categories.method_id as varchar) as method_id,
        cast('bai_2021' as varchar) as benchmark_key,
        cast(categories.category_id as varchar) as category_id,

        ---------- attributes
        cast(categories.emission_group as varchar) as emission_group,

        ---------- measures
        cast(categories.emission_t as double) as emission_t,
        cast(grouped.emission_t as double) as group_emission_t,
        cast(benchmarks.emission_t as double) as benchmark_group_emission_t,
        cast(grouped.emission_t - benchmarks.emission_t as double) as group_gap_t,
        cast(printed.total_t as double) as benchmark_total_t,

        ---------- provenance
        cast('bai_2021' as varchar) as source_key,
        cast('abstract' as varchar) as source_locator,
        cast('derived' as varchar) as basis

    from categories
    inner join grouped
        on
            categories.method_id = grouped.method_id
            and categories.emission_group = grouped.emission_group
    inner join benchmarks
        on categories.emission_group = benchmarks.emission_group
    cross join printed

)

select * from final
