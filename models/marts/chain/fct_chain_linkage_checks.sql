with

cells as (

    select * from {{ ref('int_chain__linkage_cells') }}

),

constants as (

    select * from {{ ref('fct_chain_linkage_constants') }}

),

outputs as (

    select * from {{ ref('fct_chain_outputs') }}

),

predicted as (

    select
        cells.*,
        cells.forward_value / constants.constant_ratio as predicted_low_value,
        (cells.forward_value + cells.forward_step_value)
        / constants.constant_ratio as predicted_high_value,
        -- cut at the printed digit; the guard keeps 0.0287 / 0.0001 from falling short
        floor(
            outputs.output_text_t / 1e6 / constants.constant_ratio
            / cells.backward_step_value
            + 1e-9
        ) * cells.backward_step_value as predicted_from_text_value
    from cells
    inner join constants
        on
            cells.from_stage_id = constants.from_stage_id
            and cells.to_stage_id = constants.to_stage_id
    inner join outputs
        on
            cells.from_stage_id = outputs.stage_id
            and cells.reference_year = outputs.reference_year

),

final as (

    select
        ---------- keys
        cast(from_stage_id as varchar) as from_stage_id,
        cast(to_stage_id as varchar) as to_stage_id,
        cast(reference_year as integer) as reference_year,

        ---------- measures
        cast(forward_value as double) as forward_value,
        cast(backward_value as double) as backward_value,
        cast(backward_step_value as double) as backward_step_value,
        cast(predicted_low_value as double) as predicted_low_value,
        cast(predicted_high_value as double) as predicted_high_value,
        cast(predicted_from_text_value as double) as predicted_from_text_value,

        ---------- flags
        cast(
            backward_value < predicted_high_value
            and backward_value + backward_step_value > predicted_low_value as boolean
        ) as is_inside,
        cast(abs(predicted_from_text_value - backward_value) < 1e-9 as boolean)
            as is_digit_match,

        ---------- provenance
        backward_locator as source_locator,
        'published' as basis,
        cast(source_key as varchar) as source_key

    from predicted

)

select * from final
