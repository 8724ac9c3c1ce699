-- Sections 3.4 and 4: where to measure. The paper asks for better transport activities
-- first, then on-site coal factors. Ours, by how much the national 95 % interval
-- shrinks when one input is known twice as well: `literature` is narrowed most by
-- vanadium in residual fuel oil and the release of grate-fired boilers, then by
-- vanadium in coal; transport activities come far down. On-site measurement of coal
-- factors: agreed.
-- Run in the DuckDB shell: .read analyses/uncertainty_best_measurements.sql
with

information_values as (

    select * from fct_value_of_information

),

final as (

    select
        ---------- keys
        method_id,
        value_rank,
        parameter_id,

        ---------- attributes
        input_kind,
        basis,

        ---------- measures
        interval_width_t,
        halved_width_t,
        width_reduction_pct

    from information_values
    where value_rank <= 10 or parameter_id like 'activity.transport%'

)

select * from final
order by method_id, value_rank
