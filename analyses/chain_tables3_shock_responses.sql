-- Table S3 cell by cell: printed, corrected, and the response of the whole chain to a
-- 1 % shock on the vanadium flows.
-- Run in the DuckDB shell: .read analyses/chain_tables3_shock_responses.sql
with

checks as (

    select * from fct_chain_shock_checks

),

final as (

    select
        ---------- keys
        stage_id,
        response_column,

        ---------- attributes
        response,
        status,

        ---------- measures
        printed_coef,
        corrected_coef,
        physical_coef,
        physical_p025_coef,
        physical_p975_coef,

        ---------- flags
        is_corrected,
        is_inside

    from checks

)

select * from final
order by response_column, stage_id
