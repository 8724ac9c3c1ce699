with

metrics as (

    select * from {{ ref('stg_chain_paper__metrics') }}

),

outputs as (

    select * from {{ ref('fct_chain_outputs') }}

),

costs as (

    select * from {{ ref('fct_chain_costs') }}
    where track = 'physical'

),

carbon as (

    select * from {{ ref('fct_chain_carbon') }}
    where track = 'physical'

),

priorities as (

    select * from {{ ref('fct_chain_priorities') }}

),

linkages as (

    select * from {{ ref('fct_chain_linkages') }}
    where track = 'published_replica' and measure = 'forward'

),

mean_costs as (

    select
        stage_id,
        avg(unit_cost_cny_per_t) as unit_cost_cny_per_t
    from costs
    group by stage_id

),

mean_carbon as (

    select
        stage_id,
        avg(carbon_intensity_tco2e_per_t) as carbon_intensity_tco2e_per_t,
        avg(emission_co2_t) as emission_co2_t
    from carbon
    group by stage_id

),

cost_ranks as (

    select
        stage_id,
        rank() over (order by avg(price_v_cny_per_t) desc) as cost_rank
    from costs
    group by stage_id

),

carbon_ranks as (

    select
        stage_id,
        rank() over (order by avg(carbon_intensity_v_tco2e_per_t) desc) as carbon_rank
    from carbon
    group by stage_id

),

computed as (

    select
        metrics.*,
        case
            when metrics.metric = 'output' then outputs.output_t
            when metrics.metric = 'unit_time_output' then rates.output_t_per_d
            when metrics.metric = 'unit_cost' then costs.unit_cost_cny_per_t
            when metrics.metric = 'unit_cost_mean' then mean_costs.unit_cost_cny_per_t
            when metrics.metric = 'unit_cost_rank' then cost_ranks.cost_rank
            when metrics.metric in ('carbon_intensity', 'carbon_intensity_mean')
                then mean_carbon.carbon_intensity_tco2e_per_t
            when metrics.metric = 'carbon_intensity_rank' then carbon_ranks.carbon_rank
            when metrics.metric = 'carbon_emission' then mean_carbon.emission_co2_t
            when metrics.metric = 'priority_rank' then priorities.priority_rank
            when metrics.metric = 'forward_linkage' then linkages.linkage_value
        end as computed_value
    from metrics
    left join outputs
        on
            metrics.stage_id = outputs.stage_id
            and metrics.period = cast(outputs.reference_year as varchar)
    left join outputs as rates
        on metrics.stage_id = rates.stage_id and rates.reference_year = 2022
    left join costs
        on metrics.stage_id = costs.stage_id and metrics.period = costs.period
    left join mean_costs
        on metrics.stage_id = mean_costs.stage_id
    left join mean_carbon
        on metrics.stage_id = mean_carbon.stage_id
    left join cost_ranks
        on metrics.stage_id = cost_ranks.stage_id
    left join carbon_ranks
        on metrics.stage_id = carbon_ranks.stage_id
    left join priorities
        on metrics.stage_id = priorities.stage_id
    left join linkages
        on
            metrics.from_stage_id = linkages.from_stage_id
            and metrics.to_stage_id = linkages.to_stage_id
            and metrics.period = cast(linkages.reference_year as varchar)

),

judged as (

    select
        *,
        case
            when metric in ('output', 'forward_linkage')
                then 'replica: the inferred rule beside it'
            when metric like '%rank' and computed_value is not null
                then 'physical track, per t V'
            when metric = 'carbon_intensity' and stage_id = 's4'
                then 'input: the scenario takes the printed figure'
            when computed_value is not null then 'physical track, scenario'
            when metric_value is null
                then 'wording: judged as a claim in fct_reconciliations'
            when metric in ('import', 'export', 'import_export_ratio')
                then 'missing: no trade of this stage by year was found'
            when metric like 'unit_cost%'
                then 'missing: no market price per t of this stage''s product'
            else 'rank or extreme: judged as a claim in fct_reconciliations'
        end as status
    from computed

),

final as (

    select
        ---------- keys
        cast(metric_id as varchar) as metric_id,
        cast(stage_id as varchar) as stage_id,
        cast(from_stage_id as varchar) as from_stage_id,
        cast(to_stage_id as varchar) as to_stage_id,

        ---------- attributes
        cast(metric as varchar) as metric,
        period,
        operator,
        cast(figure_printed as varchar) as figure_printed,
        cast(unit_printed as varchar) as unit_printed,
        cast(unit as varchar) as unit,
        cast(status as varchar) as status,

        ---------- measures
        cast(metric_value as double) as metric_value,
        cast(computed_value as double) as computed_value,
        cast(100 * (computed_value / nullif(metric_value, 0) - 1) as double)
            as difference_pct,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis,
        cast(note as varchar) as note

    from judged

)

select * from final
