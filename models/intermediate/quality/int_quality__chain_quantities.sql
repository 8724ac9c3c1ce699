-- What the warehouse says wherever a claim of the chain paper can look. Linkages are
-- built anew from the recovered outputs (output in 10^6 t, and that over a constant);
-- costs, carbon, trade and responses are those of the physical track. Figures that the
-- physical track takes from the paper itself (intensity of S4, S5) are left out.
{% set whole = "'2015-2022'" %}

with

outputs as (

    select * from {{ ref('fct_chain_outputs') }}

),

constants as (

    select * from {{ ref('fct_chain_linkage_constants') }}

),

linkage_checks as (

    select * from {{ ref('fct_chain_linkage_checks') }}

),

costs as (

    select * from {{ ref('fct_chain_costs') }}
    where track = 'physical' and unit_cost_cny_per_t is not null

),

carbon as (

    select * from {{ ref('fct_chain_carbon') }}
    where track = 'physical'

),

trade as (

    select * from {{ ref('fct_chain_trade') }}
    where status = 'reported' and reference_year <= 2022

),

responses as (

    select * from {{ ref('fct_chain_shock_checks') }}

),

priorities as (

    select * from {{ ref('fct_chain_priorities') }}

),

stages as (

    select * from {{ ref('dim_stage') }}

),

forward_links as (

    select
        'forward_linkage' as measure,
        constants.from_stage_id as stage_id,
        constants.to_stage_id,
        outputs.reference_year,
        outputs.output_t / 1e6 as yearly_value
    from constants
    inner join outputs
        on constants.from_stage_id = outputs.stage_id

),

series as (

    select * from forward_links

    union all

    -- From Table S1 and the constant alone, as an interval: its middle.
    select
        'backward_linkage' as measure,
        to_stage_id as stage_id,
        from_stage_id as to_stage_id,
        reference_year,
        (predicted_low_value + predicted_high_value) / 2 as yearly_value
    from linkage_checks

    union all

    select
        'unit_cost' as measure,
        stage_id,
        null as to_stage_id,
        reference_year,
        unit_cost_cny_per_t / 1e4 as yearly_value
    from costs

    union all

    select
        'carbon_intensity' as measure,
        stage_id,
        null as to_stage_id,
        reference_year,
        carbon_intensity_tco2e_per_t as yearly_value
    from carbon
    where stage_id in ('s2', 's3')

    union all

    select
        'carbon_emission' as measure,
        stage_id,
        null as to_stage_id,
        reference_year,
        emission_co2_t as yearly_value
    from carbon

    union all

    -- Vanadium content: from mine and national statistics for S1 and S2.
    select
        'output_v' as measure,
        stage_id,
        null as to_stage_id,
        reference_year,
        output_v_t as yearly_value
    from outputs
    where stage_id in ('s1', 's2')

    union all

    select
        flow as measure,
        stage_id,
        null as to_stage_id,
        reference_year,
        sum(quantity_t) as yearly_value
    from trade
    group by flow, stage_id, reference_year

),

changes as (

    select
        span_starts.measure,
        span_starts.stage_id,
        span_starts.to_stage_id,
        span_starts.reference_year || '-' || span_ends.reference_year as period,
        span_ends.yearly_value - span_starts.yearly_value as change_value,
        100 * (span_ends.yearly_value / span_starts.yearly_value - 1) as change_pct,
        span_ends.yearly_value / span_starts.yearly_value as growth_ratio
    from series as span_starts
    inner join series as span_ends
        on
            span_starts.measure = span_ends.measure
            and span_starts.stage_id = span_ends.stage_id
            and span_starts.to_stage_id is not distinct from span_ends.to_stage_id
            and span_starts.reference_year < span_ends.reference_year

),

stepped as (

    select
        *,
        yearly_value - lag(yearly_value) over (
            partition by measure, stage_id, to_stage_id order by reference_year
        ) as step_value
    from series

),

summaries as (

    select
        measure,
        stage_id,
        to_stage_id,
        min(yearly_value) as min_value,
        max(yearly_value) as max_value,
        avg(yearly_value) as mean_value,
        min(step_value) as min_step_value,
        arg_max(reference_year, yearly_value) as peak_year
    from stepped
    group by measure, stage_id, to_stage_id

),

ranks as (

    select
        measure,
        stage_id,
        to_stage_id,
        rank() over (partition by measure order by mean_value desc) as mean_rank
    from summaries
    where measure in ('forward_linkage', 'carbon_emission')

),

trade_sums as (

    select
        stage_id,
        sum(case when flow = 'import' then quantity_t end) as import_t,
        sum(case when flow = 'export' then quantity_t end) as export_t
    from trade
    group by stage_id

),

unit_times as (

    select
        stage_id,
        output_t_per_d,
        rank() over (order by output_t_per_d desc) as unit_time_rank
    from outputs
    where reference_year = 2022

),

response_ranks as (

    select
        response,
        stage_id,
        physical_coef,
        rank() over (
            partition by response order by abs(physical_coef) desc
        ) as response_rank
    from responses

),

final as (

    select
        measure,
        stage_id,
        to_stage_id,
        cast(reference_year as varchar) as period,
        yearly_value as computed_value
    from series
    where measure in ('forward_linkage', 'backward_linkage', 'unit_cost')

    union all

    select
        'output_t' as measure,
        stage_id,
        null as to_stage_id,
        cast(reference_year as varchar) as period,
        output_t as computed_value
    from outputs

    union all

    select
        case measure
            when 'output_v' then 'output_change_t'
            when 'import' then 'import_change_t'
            when 'export' then 'export_change_t'
            when 'carbon_emission' then 'carbon_emission_change_t'
            else measure || '_change'
        end as measure,
        stage_id,
        to_stage_id,
        period,
        change_value as computed_value
    from changes

    union all

    select
        measure || '_change_pct' as measure,
        stage_id,
        to_stage_id,
        period,
        change_pct as computed_value
    from changes

    union all

    select
        measure || '_ratio' as measure,
        stage_id,
        to_stage_id,
        period,
        growth_ratio as computed_value
    from changes
    where measure = 'forward_linkage'

    union all

    select
        measure || '_min' as measure,
        stage_id,
        to_stage_id,
        {{ whole }} as period,
        min_value as computed_value
    from summaries

    union all

    select
        measure || '_max' as measure,
        stage_id,
        to_stage_id,
        {{ whole }} as period,
        max_value as computed_value
    from summaries

    union all

    select
        measure || '_mean' as measure,
        stage_id,
        to_stage_id,
        {{ whole }} as period,
        mean_value as computed_value
    from summaries

    union all

    select
        case measure
            when 'output_v' then 'output_min_step_t'
            else measure || '_min_step'
        end as measure,
        stage_id,
        to_stage_id,
        {{ whole }} as period,
        min_step_value as computed_value
    from summaries

    union all

    select
        measure || '_peak_year' as measure,
        stage_id,
        to_stage_id,
        {{ whole }} as period,
        peak_year as computed_value
    from summaries

    union all

    select
        measure || '_rank' as measure,
        stage_id,
        to_stage_id,
        case measure when 'forward_linkage' then {{ whole }} end as period,
        mean_rank as computed_value
    from ranks

    union all

    -- The paper gives no year: the mean of the period stands for it.
    select
        case measure when 'carbon_emission' then 'carbon_emission_t' else measure end
            as measure,
        stage_id,
        to_stage_id,
        null as period,
        mean_value as computed_value
    from summaries
    where measure in ('carbon_intensity', 'carbon_emission')

    union all

    select
        'forward_to_backward_ratio' as measure,
        from_stage_id as stage_id,
        to_stage_id,
        {{ whole }} as period,
        constant_ratio as computed_value
    from constants

    union all

    select
        'import_export_ratio' as measure,
        stage_id,
        null as to_stage_id,
        {{ whole }} as period,
        import_t / export_t as computed_value
    from trade_sums

    union all

    select
        'trade_ratio' as measure,
        first_stage.stage_id,
        second_stage.stage_id as to_stage_id,
        {{ whole }} as period,
        (first_stage.import_t + first_stage.export_t)
        / (second_stage.import_t + second_stage.export_t) as computed_value
    from trade_sums as first_stage
    inner join trade_sums as second_stage
        on first_stage.stage_id != second_stage.stage_id

    union all

    select
        'output_ratio' as measure,
        first_stage.stage_id,
        second_stage.stage_id as to_stage_id,
        cast(first_stage.reference_year as varchar) as period,
        first_stage.output_t / second_stage.output_t as computed_value
    from outputs as first_stage
    inner join outputs as second_stage
        on
            first_stage.reference_year = second_stage.reference_year
            and first_stage.stage_id != second_stage.stage_id

    union all

    select
        'output_t_per_d' as measure,
        stage_id,
        null as to_stage_id,
        null as period,
        output_t_per_d as computed_value
    from unit_times

    union all

    select
        'unit_time_rank' as measure,
        stage_id,
        null as to_stage_id,
        null as period,
        unit_time_rank as computed_value
    from unit_times

    union all

    select
        'response_' || response as measure,
        stage_id,
        null as to_stage_id,
        null as period,
        physical_coef as computed_value
    from response_ranks

    union all

    select
        'response_' || response || '_rank' as measure,
        stage_id,
        null as to_stage_id,
        null as period,
        response_rank as computed_value
    from response_ranks

    union all

    select
        'response_cost_negative_count' as measure,
        null as stage_id,
        null as to_stage_id,
        null as period,
        count(case when physical_coef < 0 then 1 end) as computed_value
    from response_ranks
    where response = 'cost'

    union all

    select
        'priority_rank' as measure,
        stage_id,
        null as to_stage_id,
        null as period,
        priority_rank as computed_value
    from priorities

    union all

    select
        'stage_count' as measure,
        null as stage_id,
        null as to_stage_id,
        null as period,
        count(*) as computed_value
    from stages

    union all

    select
        'chain_year_count' as measure,
        null as stage_id,
        null as to_stage_id,
        null as period,
        count(distinct reference_year) as computed_value
    from outputs

)

select * from final
