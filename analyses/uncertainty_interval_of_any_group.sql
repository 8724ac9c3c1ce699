-- The interval of any group: sum the stored draws of its cells per draw, then take
-- percentiles. Here all sources of Hebei; adding the cells' own bounds instead (last
-- three columns) makes it 1.7 to 2.2 times as wide: what is high in one source is not
-- high in all.
-- Run in the DuckDB shell: .read analyses/uncertainty_interval_of_any_group.sql
with

draws as (

    select * from fct_emission_draws

),

intervals as (

    select * from fct_emission_intervals

),

chosen as (

    select
        method_id,
        reference_year,
        draw_id,
        sum(emission_t) as emission_t
    from draws
    where province_code = '130000'
    group by method_id, reference_year, draw_id

),

from_draws as (

    select
        method_id,
        reference_year,
        avg(emission_t) as emission_mean_t,
        quantile_cont(emission_t, 0.025) as emission_p025_t,
        quantile_cont(emission_t, 0.975) as emission_p975_t
    from chosen
    group by method_id, reference_year

),

added_bounds as (

    select
        method_id,
        reference_year,
        sum(emission_p025_t) as wrong_p025_t,
        sum(emission_p975_t) as wrong_p975_t
    from intervals
    where
        level = 'cell'
        and reference_year is not null
        and province_code = '130000'
    group by method_id, reference_year

),

final as (

    select
        ---------- keys
        from_draws.method_id,
        from_draws.reference_year,

        ---------- measures
        from_draws.emission_mean_t,
        from_draws.emission_p025_t,
        from_draws.emission_p975_t,
        added_bounds.wrong_p025_t,
        added_bounds.wrong_p975_t,
        (added_bounds.wrong_p975_t - added_bounds.wrong_p025_t)
        / (from_draws.emission_p975_t - from_draws.emission_p025_t)
            as wrong_width_ratio

    from from_draws
    inner join added_bounds
        on
            from_draws.method_id = added_bounds.method_id
            and from_draws.reference_year = added_bounds.reference_year

)

select * from final
order by method_id, reference_year
