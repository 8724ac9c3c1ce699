-- Figure 4 A to C: correlation of sub-source emissions with their inputs, grouped into
-- consumption, production and other factors, with variance shares beside.
-- Run in the DuckDB shell: .read analyses/uncertainty_fig4_drivers.sql
with

sensitivities as (

    select * from fct_sensitivities

),

final as (

    select
        ---------- keys
        method_id,
        case input_group
            when 'consumption' then 'A'
            when 'production' then 'B'
            else 'C'
        end as panel,
        sub_source_id,
        parameter_id,

        ---------- measures
        pearson_coef,
        spearman_coef,
        pearson_adjusted_p as pearson_adjusted_p_frac,
        variance_share_frac,
        variance_share_p025_frac,
        variance_share_p975_frac,
        influence_rank,

        ---------- flags
        pearson_adjusted_p < 0.05 as is_significant

    from sensitivities
    where level = 'sub_source'

)

select * from final
order by method_id, sub_source_id, influence_rank
