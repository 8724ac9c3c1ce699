-- The priority criteria as far as the paper prints them for all five stages. Its trade
-- figures exist for S5 alone, so that criterion has no row.
with

metrics as (

    select * from {{ ref('stg_chain_paper__metrics') }}

),

outputs as (

    select * from {{ ref('int_chain__outputs_recovered') }}

),

cells as (

    select * from {{ ref('int_chain__linkage_cells') }}

),

unit_costs as (

    select
        stage_id,
        'unit_cost' as criterion,
        metric_value as criterion_value,
        unit
    from metrics
    where metric = 'unit_cost_mean'

),

intensities as (

    select
        stage_id,
        'carbon_intensity' as criterion,
        metric_value as criterion_value,
        't CO2/t' as unit
    from metrics
    where metric in ('carbon_intensity', 'carbon_intensity_mean')

),

-- S5 has no printed intensity: its printed emission over its output.
secondary_intensity as (

    select
        metrics.stage_id,
        'carbon_intensity' as criterion,
        metrics.metric_value
        / ((outputs.output_low_t + outputs.output_high_t) / 2) as criterion_value,
        't CO2/t' as unit
    from metrics
    inner join outputs
        on metrics.stage_id = outputs.stage_id
    where
        metrics.metric = 'carbon_emission'
        and metrics.stage_id = 's5'
        and outputs.reference_year = 2022

),

stage_outputs as (

    select
        stage_id,
        'output' as criterion,
        (output_low_t + output_high_t) / 2 as criterion_value,
        't' as unit
    from outputs
    where reference_year = 2022

),

-- A stage's linkages: what it drives plus what it pulls, as printed for 2022.
linkage_ends as (

    select
        from_stage_id as stage_id,
        forward_value as linkage_value
    from cells
    where reference_year = 2022
    union all by name
    select
        to_stage_id as stage_id,
        backward_value as linkage_value
    from cells
    where reference_year = 2022

),

stage_linkages as (

    select
        stage_id,
        'linkage' as criterion,
        sum(linkage_value) as criterion_value,
        'printed index' as unit
    from linkage_ends
    group by stage_id

),

final as (

    select * from unit_costs
    union all by name
    select * from intensities
    union all by name
    select * from secondary_intensity
    union all by name
    select * from stage_outputs
    union all by name
    select * from stage_linkages

)

select * from final
