with

stages as (

    select * from {{ ref('dim_stage') }}

),

metrics as (

    select * from {{ ref('stg_chain_paper__metrics') }}

),

measures as (

    select * from {{ ref('py_chain__measures') }}

),

years as (

    select distinct reference_year from {{ ref('int_chain__linkage_cells') }}

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'cost'

),

printed as (

    select
        'published_replica' as track,
        stages.stage_id,
        years.reference_year,
        cast(years.reference_year as varchar) as period,
        metrics.figure_printed,
        metrics.unit_printed,
        metrics.metric_value as unit_cost_cny_per_t,
        case
            when metrics.metric_value is null then 'missing'
            else 'stored'
        end as status,
        metrics.source_key,
        metrics.source_locator,
        metrics.basis
    from stages
    cross join years
    left join metrics
        on
            stages.stage_id = metrics.stage_id
            and metrics.metric = 'unit_cost'
            and metrics.period = cast(years.reference_year as varchar)

),

printed_means as (

    select
        'published_replica' as track,
        stage_id,
        period,
        figure_printed,
        unit_printed,
        metric_value as unit_cost_cny_per_t,
        'stored' as status,
        source_key,
        source_locator,
        basis
    from metrics
    where metric = 'unit_cost_mean'

),

drawn as (

    select
        'physical' as track,
        measures.stage_id,
        measures.reference_year,
        cast(cast(measures.reference_year as integer) as varchar) as period,
        'scenario' as status,
        max(bases.basis) as basis,
        {{ chain_interval('price', 'unit_cost', 'cny_per_t') }},
        {{ chain_interval('price_v', 'price_v', 'cny_per_t') }},
        {{ chain_interval('feed_cost_v', 'feed_cost_v', 'cny_per_t') }},
        {{ chain_interval('own_cost_v', 'own_cost_v', 'cny_per_t') }},
        {{ chain_interval('domestic_cost_v', 'domestic_cost_v', 'cny_per_t') }}
    from measures
    inner join bases
        on
            measures.stage_id = bases.stage_id
            and measures.reference_year = bases.reference_year
    where
        measures.track = 'physical'
        and measures.measure in (
            'price', 'price_v', 'feed_cost_v', 'own_cost_v', 'domestic_cost_v'
        )
    group by measures.stage_id, measures.reference_year

),

unioned as (

    select * from printed
    union all by name
    select * from printed_means
    union all by name
    select * from drawn

),

final as (

    select
        ---------- keys
        cast(track as varchar) as track,
        cast(stage_id as varchar) as stage_id,
        cast(period as varchar) as period,
        cast(reference_year as integer) as reference_year,

        ---------- attributes
        cast(status as varchar) as status,
        cast(figure_printed as varchar) as figure_printed,
        cast(unit_printed as varchar) as unit_printed,

        ---------- measures
        cast(unit_cost_cny_per_t as double) as unit_cost_cny_per_t,
        unit_cost_p025_cny_per_t,
        unit_cost_p500_cny_per_t,
        unit_cost_p975_cny_per_t,
        price_v_cny_per_t,
        price_v_p025_cny_per_t,
        price_v_p500_cny_per_t,
        price_v_p975_cny_per_t,
        feed_cost_v_cny_per_t,
        feed_cost_v_p025_cny_per_t,
        feed_cost_v_p500_cny_per_t,
        feed_cost_v_p975_cny_per_t,
        own_cost_v_cny_per_t,
        own_cost_v_p025_cny_per_t,
        own_cost_v_p500_cny_per_t,
        own_cost_v_p975_cny_per_t,
        domestic_cost_v_cny_per_t,
        domestic_cost_v_p025_cny_per_t,
        domestic_cost_v_p500_cny_per_t,
        domestic_cost_v_p975_cny_per_t,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis

    from unioned

)

select * from final
