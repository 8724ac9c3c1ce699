-- What the warehouse says wherever a claim of the inventory paper can look: levels,
-- shares and ranks of each period, and changes over the whole of it.
{% set period %}'{{ var("first_year") }}-{{ var("last_year") }}'{% endset %}
{% set period_years %}({{ var("last_year") }} - {{ var("first_year") }} + 1){% endset %}

with

cube as (

    select * from {{ ref('int_quality__inventory_cube') }}

),

indicators as (

    select * from {{ ref('fct_context_indicators') }}
    where indicator_id = 'population_before_2020_census'

),

methods as (

    select * from {{ ref('dim_method') }}

),

region_groups as (

    select * from {{ ref('dim_region_group') }}

),

claims as (

    select * from {{ ref('stg_papers__claims') }}

),

receptors as (

    select
        sub_source_id,
        receptor_id
    from {{ ref('dim_sub_source') }}

),

world as (

    select max(printed_number) as world_t_per_yr
    from claims
    where measure = 'global_mobilisation'

),

compared as (

    select
        cube.*,
        -- To the milligram: provinces held at one printed threshold are equal, and
        -- share the last of their ranks, so that no claim is met by a tie.
        round(cube.emission_t, 9) as rounded_t,
        receptors.receptor_id,
        max(case when cube.source_id = 'all' then cube.emission_t end) over (
            partition by cube.method_id, cube.place_id, cube.period
        ) as all_sources_t,
        max(case when cube.source_id = 'air' then cube.emission_t end) over (
            partition by cube.method_id, cube.place_id, cube.period
        ) as air_t,
        max(case when cube.place_id = 'china' then cube.emission_t end) over (
            partition by cube.method_id, cube.source_id, cube.period
        ) as china_t,
        max(case when cube.place_id = 'china' then cube.activity_value end) over (
            partition by cube.method_id, cube.source_id, cube.period
        ) as china_activity_value,
        avg(cube.emission_t) over (
            partition by cube.method_id, cube.place_kind, cube.source_id, cube.period
            order by cube.place_id
            rows between unbounded preceding and unbounded following
        ) as mean_place_t,
        category.emission_t as category_t,
        world.world_t_per_yr
    from cube
    cross join world
    left join cube as category
        on
            cube.method_id = category.method_id
            and cube.place_id = category.place_id
            and cube.period = category.period
            and cube.parent_id = category.source_id
    left join receptors
        on cube.source_id = receptors.sub_source_id

),

ranked as (

    select
        *,
        case
            when place_id = 'china'
                then
                    count(*) over (
                        partition by method_id, place_id, source_kind, parent_id, period
                        order by rounded_t desc nulls last
                    )
            else
                count(*) over (
                    partition by method_id, place_kind, source_id, period
                    order by rounded_t desc nulls last
                )
        end as emission_rank,
        case
            when receptor_id is not null
                then
                    count(*) over (
                        partition by method_id, place_id, receptor_id, period
                        order by rounded_t desc nulls last
                    )
        end as receptor_rank
    from compared

),

levels as (

    select
        ranked.method_id,
        ranked.place_id,
        ranked.source_id,
        ranked.period,
        listed.measure,
        listed.computed_value
    from
        ranked,
        lateral (
            values
            ('emission_t', ranked.emission_t),
            (
                'share_of_total_pct',
                100 * ranked.emission_t / nullif(ranked.all_sources_t, 0)
            ),
            (
                'share_of_category_pct',
                100 * ranked.emission_t / nullif(ranked.category_t, 0)
            ),
            ('share_of_air_pct', 100 * ranked.emission_t / nullif(ranked.air_t, 0)),
            ('place_share_pct', 100 * ranked.emission_t / nullif(ranked.china_t, 0)),
            (
                'activity_share_pct',
                100 * ranked.activity_value / nullif(ranked.china_activity_value, 0)
            ),
            (
                'effective_factor_kg_per_t',
                {{ t_to_kg('ranked.emission_t') }} / nullif(ranked.activity_value, 0)
            ),
            (
                'emission_to_mean_region_ratio',
                ranked.emission_t / nullif(ranked.mean_place_t, 0)
            ),
            ('emission_rank', ranked.emission_rank),
            ('receptor_rank', ranked.receptor_rank)
        ) as listed (measure, computed_value)

),

yearly_means as (

    select
        ranked.method_id,
        ranked.place_id,
        ranked.source_id,
        ranked.period,
        listed.measure,
        listed.computed_value
    from
        ranked,
        lateral (
            values
            ('emission_mean_t_per_yr', ranked.emission_t / {{ period_years }}),
            (
                'share_of_global_pct',
                100 * ranked.emission_t / {{ period_years }} / ranked.world_t_per_yr
            )
        ) as listed (measure, computed_value)
    where ranked.period = {{ period }}

),

-- The whole period, and its two parts: the yearbook tables at hand end in 2017.
spans as (

    select
        {{ var('first_year') }} as start_year,
        {{ var('last_year') }} as end_year

    union all

    select
        {{ var('first_year') }} as start_year,
        2017 as end_year

    union all

    select
        2017 as start_year,
        {{ var('last_year') }} as end_year

),

yearly as (

    select
        *,
        emission_t - lag(emission_t) over (
            partition by method_id, place_id, source_id order by reference_year
        ) as emission_step_t,
        activity_value - lag(activity_value) over (
            partition by method_id, place_id, source_id order by reference_year
        ) as activity_step_value
    from cube
    where reference_year is not null

),

steps as (

    select
        method_id,
        place_id,
        source_id,
        min(emission_step_t) as emission_min_step_t,
        min(activity_step_value) as activity_min_step_t
    from yearly
    group by method_id, place_id, source_id

),

changes as (

    select
        span_starts.method_id,
        span_starts.place_id,
        span_starts.place_kind,
        span_starts.source_id,
        spans.start_year || '-' || spans.end_year as period,
        span_ends.emission_t - span_starts.emission_t as emission_change_t,
        100 * (span_ends.emission_t / nullif(span_starts.emission_t, 0) - 1)
            as emission_change_pct,
        span_ends.activity_value - span_starts.activity_value as activity_change_t,
        100 * (span_ends.activity_value / nullif(span_starts.activity_value, 0) - 1)
            as activity_change_pct,
        100 * span_ends.emission_t / nullif(span_ends.all_sources_t, 0)
        - 100 * span_starts.emission_t / nullif(span_starts.all_sources_t, 0)
            as place_mix_change_points,
        100 * (
            span_ends.emission_t / nullif(span_ends.all_sources_t, 0)
            / nullif(span_starts.emission_t, 0) * span_starts.all_sources_t
            - 1
        ) as contribution_change_pct
    from ranked as span_starts
    inner join spans
        on span_starts.reference_year = spans.start_year
    inner join ranked as span_ends
        on
            spans.end_year = span_ends.reference_year
            and span_starts.method_id = span_ends.method_id
            and span_starts.place_id = span_ends.place_id
            and span_starts.source_id = span_ends.source_id

),

changes_ranked as (

    select
        changes.*,
        rank() over (
            partition by
                changes.method_id,
                changes.place_kind,
                changes.source_id,
                changes.period
            order by changes.emission_change_t desc nulls last
        ) as emission_change_rank
    from changes

),

changes_long as (

    select
        changes_ranked.method_id,
        changes_ranked.place_id,
        changes_ranked.source_id,
        changes_ranked.period,
        listed.measure,
        listed.computed_value
    from
        changes_ranked,
        lateral (
            values
            ('emission_change_t', changes_ranked.emission_change_t),
            ('emission_change_pct', changes_ranked.emission_change_pct),
            ('activity_change_t', changes_ranked.activity_change_t),
            ('activity_change_pct', changes_ranked.activity_change_pct),
            ('place_mix_change_points', changes_ranked.place_mix_change_points),
            ('contribution_change_pct', changes_ranked.contribution_change_pct),
            ('emission_change_rank', changes_ranked.emission_change_rank)
        ) as listed (measure, computed_value)

),

steps_long as (

    select
        steps.method_id,
        steps.place_id,
        steps.source_id,
        {{ period }} as period,
        listed.measure,
        listed.computed_value
    from
        steps,
        lateral (
            values
            ('emission_min_step_t', steps.emission_min_step_t),
            ('activity_min_step_t', steps.activity_min_step_t)
        ) as listed (measure, computed_value)

),

smallest_regions as (

    select
        method_id,
        'china' as place_id,
        source_id,
        period,
        'emission_min_region_change_t' as measure,
        min(emission_change_t) as computed_value
    from changes
    where place_kind = 'region'
    group by method_id, source_id, period

),

smallest_provinces as (

    select
        cube.method_id,
        region_groups.region_group_id as place_id,
        cube.source_id,
        cube.period,
        'emission_min_province_t' as measure,
        min(cube.emission_t) as computed_value
    from cube
    inner join region_groups
        on cube.place_id = region_groups.province_code
    group by
        cube.method_id, region_groups.region_group_id, cube.source_id, cube.period

),

combustion as (

    select
        method_id,
        place_id,
        'all' as source_id,
        period,
        'combustion_share_of_air_pct' as measure,
        100 * sum(
            case when source_id in ('coal', 'oil', 'transport') then emission_t end
            order by source_id
        )
        / sum(case when source_id = 'air' then emission_t end) as computed_value
    from cube
    where place_id = 'china'
    group by method_id, place_id, period

),

populations as (

    select
        methods.method_id,
        indicators.province_code as place_id,
        'all' as source_id,
        cast(indicators.reference_year as varchar) as period,
        'population_million' as measure,
        indicators.indicator_value / 1e6 as computed_value
    from indicators
    cross join methods

),

final as (

    select * from levels
    union all
    select * from populations
    union all
    select * from yearly_means
    union all
    select * from changes_long
    union all
    select * from steps_long
    union all
    select * from smallest_regions
    union all
    select * from smallest_provinces
    union all
    select * from combustion

)

select * from final
