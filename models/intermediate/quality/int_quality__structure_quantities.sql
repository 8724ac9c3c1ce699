-- Counts, settings, parameters and factors that the inventory paper states.
with

sub_sources as (

    select * from {{ ref('dim_sub_source') }}
    where is_in_paper

),

provinces as (

    select * from {{ ref('dim_province') }}
    where region_id is not null

),

methods as (

    select * from {{ ref('dim_method') }}

),

parameters as (

    select * from {{ ref('dim_parameter') }}

),

factors as (

    select * from {{ ref('fct_emission_factors') }}

),

emissions as (

    select * from {{ ref('fct_emissions') }}

),

intervals as (

    select * from {{ ref('fct_emission_intervals') }}

),

-- The percentiles that the intervals are published with, read off their columns.
percentiles as (

    select
        cast(regexp_extract(column_name, '_p(\d{3})_t$', 1) as integer) / 10
            as percentile_pct
    from information_schema.columns
    where
        table_schema = '{{ ref("fct_emission_intervals").schema }}'
        and table_name = '{{ ref("fct_emission_intervals").identifier }}'
        and regexp_matches(column_name, '_p\d{3}_t$')

),

counts as (

    select
        'sub_source_count' as measure,
        'all' as source_id,
        null as parameter_id,
        count(*) as computed_value
    from sub_sources

    union all

    select
        'sub_source_count' as measure,
        category_id as source_id,
        null as parameter_id,
        count(*) as computed_value
    from sub_sources
    group by category_id

    union all

    select
        'sub_source_count' as measure,
        receptor_id as source_id,
        null as parameter_id,
        count(*) as computed_value
    from sub_sources
    group by receptor_id

    union all

    select
        'category_count' as measure,
        'all' as source_id,
        null as parameter_id,
        count(distinct category_id) as computed_value
    from sub_sources

    union all

    select
        'province_count' as measure,
        'all' as source_id,
        null as parameter_id,
        count(*) as computed_value
    from provinces

    union all

    select
        'region_count' as measure,
        'all' as source_id,
        null as parameter_id,
        count(distinct region_id) as computed_value
    from provinces

    union all

    select
        'draw_count' as measure,
        'all' as source_id,
        null as parameter_id,
        min(n_draws) as computed_value
    from intervals

    union all

    select
        'year_count' as measure,
        'all' as source_id,
        null as parameter_id,
        count(distinct reference_year) as computed_value
    from emissions

    union all

    select
        'interval_level_pct' as measure,
        'all' as source_id,
        null as parameter_id,
        max(percentile_pct) - min(percentile_pct) as computed_value
    from percentiles

    union all

    -- A removal is a fraction in the warehouse and a percentage in the paper.
    select
        'parameter_value' as measure,
        'coal_rc' as source_id,
        parameter_id,
        100 * point_value as computed_value
    from parameters
    where quantity = 'removal'

    union all

    select
        'parameter_sd' as measure,
        'coal_rc' as source_id,
        parameter_id,
        100 * printed_sd_value as computed_value
    from parameters
    where quantity = 'removal'

    union all

    select
        'application_esp_to_fb_ratio' as measure,
        'coal_rc' as source_id,
        null as parameter_id,
        max(case when parameter_id = 'application.esp.paper' then point_value end)
        / max(case when parameter_id = 'application.fb.paper' then point_value end)
            as computed_value
    from parameters

),

factor_spreads as (

    select
        method_id,
        sub_source_id as source_id,
        max(factor_kg_per_t) / nullif(min(factor_kg_per_t), 0) as factor_province_ratio
    from factors
    group by method_id, sub_source_id, use_id, reference_year

),

factor_trends as (

    select
        method_id,
        sub_source_id as source_id,
        max(factor_kg_per_t) / nullif(min(factor_kg_per_t), 0) as factor_year_ratio
    from factors
    group by method_id, sub_source_id, use_id, province_code

),

final as (

    select
        methods.method_id,
        counts.measure,
        counts.source_id,
        counts.parameter_id,
        '' as period,
        cast(counts.computed_value as double) as computed_value
    from counts
    cross join methods

    union all

    select
        method_id,
        'factor_province_ratio' as measure,
        source_id,
        null as parameter_id,
        '{{ var("first_year") }}-{{ var("last_year") }}' as period,
        max(factor_province_ratio) as computed_value
    from factor_spreads
    group by method_id, source_id

    union all

    select
        method_id,
        'factor_year_ratio' as measure,
        source_id,
        null as parameter_id,
        '{{ var("first_year") }}-{{ var("last_year") }}' as period,
        max(factor_year_ratio) as computed_value
    from factor_trends
    group by method_id, source_id

)

select * from final
