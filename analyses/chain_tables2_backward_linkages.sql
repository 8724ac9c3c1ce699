-- Table S2 cell by cell: printed, and the interval that Table S1 and one constant per
-- link predict. All 40 cells lie inside.
-- Run in the DuckDB shell: .read analyses/chain_tables2_backward_linkages.sql
with

checks as (

    select * from fct_chain_linkage_checks

),

constants as (

    select * from fct_chain_linkage_constants

),

final as (

    select
        ---------- keys
        checks.to_stage_id as pulling_stage_id,
        checks.from_stage_id as pulled_stage_id,
        checks.reference_year,

        ---------- measures
        checks.backward_value,
        checks.predicted_low_value,
        checks.predicted_high_value,
        constants.constant_ratio,
        constants.constant_low_ratio,
        constants.constant_high_ratio,

        ---------- flags
        checks.is_inside,
        checks.is_digit_match

    from checks
    inner join constants
        on
            checks.from_stage_id = constants.from_stage_id
            and checks.to_stage_id = constants.to_stage_id

)

select * from final
order by pulled_stage_id, pulling_stage_id, reference_year
