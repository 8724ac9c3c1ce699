with

recovered as (

    select * from {{ ref('int_chain__outputs_recovered') }}

),

measures as (

    select * from {{ ref('py_chain__measures') }}

),

adjustments as (

    select * from {{ ref('py_chain__adjustments') }}

),

metrics as (

    select * from {{ ref('stg_chain_paper__metrics') }}

),

drawn as (

    select
        stage_id,
        reference_year,
        {{ chain_interval('output_v', 'output_v', 't') }},
        {{ chain_interval('output_per_day', 'output', 't_per_d') }}
    from measures
    where
        track = 'physical'
        and measure in ('output_v', 'output_per_day')
        and variant is null
    group by stage_id, reference_year

),

-- The text gives outputs outright, or as linkages with more digits than the tables.
text_outputs as (

    select
        coalesce(stage_id, from_stage_id) as stage_id,
        cast(period as integer) as reference_year,
        max_by(
            case
                when metric = 'output' then metric_value
                else {{ mt_to_t('metric_value') }}
            end,
            metric
        ) as output_text_t
    from metrics
    where metric in ('output', 'forward_linkage')
    group by coalesce(stage_id, from_stage_id), period

),

text_rates as (

    select
        stage_id,
        metric_value as output_text_t_per_d
    from metrics
    where metric = 'unit_time_output'

),

final as (

    select
        ---------- keys
        cast(recovered.stage_id as varchar) as stage_id,
        cast(recovered.reference_year as integer) as reference_year,

        ---------- measures
        cast((recovered.output_low_t + recovered.output_high_t) / 2 as double)
            as output_t,
        cast(recovered.output_low_t as double) as output_low_t,
        cast(recovered.output_high_t as double) as output_high_t,
        cast(text_outputs.output_text_t as double) as output_text_t,
        drawn.output_v_t,
        drawn.output_v_p025_t,
        drawn.output_v_p500_t,
        drawn.output_v_p975_t,
        drawn.output_t_per_d,
        drawn.output_p025_t_per_d,
        drawn.output_p500_t_per_d,
        drawn.output_p975_t_per_d,
        cast(text_rates.output_text_t_per_d as double) as output_text_t_per_d,

        ---------- provenance
        -- source and basis of output_t; output_v_t has its own
        cast(recovered.source_key as varchar) as source_key,
        cast(recovered.source_locator as varchar) as source_locator,
        cast(recovered.basis as varchar) as basis,
        cast(adjustments.basis as varchar) as output_v_basis

    from recovered
    inner join drawn
        on
            recovered.stage_id = drawn.stage_id
            and recovered.reference_year = drawn.reference_year
    inner join adjustments
        on
            recovered.reference_year = adjustments.reference_year
            and 'output_' || recovered.stage_id = adjustments.flow_id
    left join text_outputs
        on
            recovered.stage_id = text_outputs.stage_id
            and recovered.reference_year = text_outputs.reference_year
    -- the paper puts its daily rates beside the outputs of 2022
    left join text_rates
        on
            recovered.stage_id = text_rates.stage_id
            and recovered.reference_year = 2022

)

select * from final
