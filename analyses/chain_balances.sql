-- Does the vanadium of a year add up? Residual of the oxide stage with its interval,
-- and the test of all balances of the year.
-- Run in the DuckDB shell: .read analyses/chain_balances.sql
with

flows as (

    select * from fct_chain_flows

),

tests as (

    select * from fct_chain_balance_tests

),

residuals as (

    select * from flows
    where flow_kind = 'residual' and to_stage_id = 's2'

),

final as (

    select
        ---------- keys
        residuals.reference_year,

        ---------- measures
        residuals.flow_v_t as unrecorded_feed_v_t,
        residuals.flow_v_p025_t as unrecorded_feed_v_p025_t,
        residuals.flow_v_p975_t as unrecorded_feed_v_p975_t,
        tests.redundancy_count,
        tests.redundancy_sourced_count,
        tests.chi2_value,
        tests.p_value,

        ---------- flags
        tests.is_rejected

    from residuals
    inner join tests
        on residuals.reference_year = tests.reference_year

)

select * from final
order by reference_year
