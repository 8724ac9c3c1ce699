with

stages as (

    select * from {{ ref('dim_stage') }}

),

metrics as (

    select * from {{ ref('stg_chain_paper__metrics') }}
    where metric = 'priority_rank'

),

measures as (

    select * from {{ ref('py_chain__measures') }}

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'chain'

),

rules as (

    select
        stage_id,
        max(point_value) filter (
            where track = 'published_replica' and measure = 'priority_rank'
        ) as printed_rule_rank,
        max(point_value) filter (
            where track = 'physical' and measure = 'priority_rank'
        ) as priority_rank,
        max(point_value) filter (
            where track = 'physical' and measure = 'priority_score'
        ) as score_frac,
        max(p025_value) filter (
            where track = 'physical' and measure = 'priority_score'
        ) as score_p025_frac,
        max(p975_value) filter (
            where track = 'physical' and measure = 'priority_score'
        ) as score_p975_frac
    from measures
    where measure in ('priority_rank', 'priority_score')
    group by stage_id

),

criteria as (

    select
        stage_id,
        max(reference_year) as reference_year,
        max(point_value) filter (
            where variant = 'unit_cost'
        ) as unit_cost_v_cny_per_t,
        max(point_value) filter (
            where variant = 'carbon_intensity'
        ) as carbon_intensity_v_tco2e_per_t,
        max(point_value) filter (
            where variant = 'output'
        ) as output_v_t,
        max(point_value) filter (
            where variant = 'trade'
        ) as trade_ratio,
        max(point_value) filter (
            where variant = 'linkage'
        ) as linkage_ratio
    from measures
    where track = 'physical' and measure = 'criterion'
    group by stage_id

),

chances as (

    select
        stage_id,
        max(point_value) filter (where step = 1) as rank_1_frac,
        max(point_value) filter (where step = 2) as rank_2_frac,
        max(point_value) filter (where step = 3) as rank_3_frac,
        max(point_value) filter (where step = 4) as rank_4_frac,
        max(point_value) filter (where step = 5) as rank_5_frac
    from measures
    where measure = 'rank_probability'
    group by stage_id

),

final as (

    select
        ---------- keys
        cast(stages.stage_id as varchar) as stage_id,
        cast(criteria.reference_year as integer) as reference_year,

        ---------- measures
        cast(rules.priority_rank as integer) as priority_rank,
        cast(metrics.metric_value as integer) as paper_rank,
        cast(rules.printed_rule_rank as integer) as printed_rule_rank,
        cast(rules.score_frac as double) as score_frac,
        cast(rules.score_p025_frac as double) as score_p025_frac,
        cast(rules.score_p975_frac as double) as score_p975_frac,
        cast(criteria.unit_cost_v_cny_per_t as double) as unit_cost_v_cny_per_t,
        cast(criteria.carbon_intensity_v_tco2e_per_t as double)
            as carbon_intensity_v_tco2e_per_t,
        cast(criteria.output_v_t as double) as output_v_t,
        cast(criteria.trade_ratio as double) as trade_ratio,
        cast(criteria.linkage_ratio as double) as linkage_ratio,
        cast(chances.rank_1_frac as double) as rank_1_frac,
        cast(chances.rank_2_frac as double) as rank_2_frac,
        cast(chances.rank_3_frac as double) as rank_3_frac,
        cast(chances.rank_4_frac as double) as rank_4_frac,
        cast(chances.rank_5_frac as double) as rank_5_frac,

        ---------- provenance
        cast(bases.basis as varchar) as basis

    from stages
    inner join rules
        on stages.stage_id = rules.stage_id
    inner join criteria
        on stages.stage_id = criteria.stage_id
    inner join chances
        on stages.stage_id = chances.stage_id
    inner join bases
        on criteria.reference_year = bases.reference_year
    left join metrics
        on stages.stage_id = metrics.stage_id

)

select * from final
