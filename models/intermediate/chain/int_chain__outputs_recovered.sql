with

cells as (

    select * from {{ ref('int_chain__linkage_cells') }}

),

constants as (

    select * from {{ ref('py_chain__linkage_constants') }}

),

final as (

    select
        ---------- keys
        cells.from_stage_id as stage_id,
        cells.reference_year,

        ---------- measures
        {{
            mt_to_t(
                'greatest('
                ~ 'cells.forward_value, '
                ~ 'constants.one_decimal_ratio * cells.backward_value)'
            )
        }} as output_low_t,
        {{
            mt_to_t(
                'least('
                ~ 'cells.forward_value + cells.forward_step_value, '
                ~ 'constants.one_decimal_ratio'
                ~ ' * (cells.backward_value + cells.backward_step_value))'
            )
        }} as output_high_t,

        ---------- provenance
        cells.source_key,
        cells.forward_locator || ' and ' || cells.backward_locator as source_locator,
        'derived' as basis

    from cells
    inner join constants
        on
            cells.from_stage_id = constants.from_stage_id
            and cells.to_stage_id = constants.to_stage_id

)

select * from final
