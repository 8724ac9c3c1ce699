-- Table S20: 95 % interval of every sub-source, category and the nation, with the
-- change from first to last year.
-- Run in the DuckDB shell: .read analyses/uncertainty_tables20_intervals.sql
with

intervals as (

    select * from fct_emission_intervals

),

final as (

    select
        ---------- keys
        method_id,
        level,
        coalesce(sub_source_id, category_id, 'china') as item_id,
        reference_year,

        ---------- measures
        emission_t,
        emission_mean_t,
        emission_p025_t,
        emission_p500_t,
        emission_p975_t,
        lower_pct,
        upper_pct,
        change_p025_pct,
        change_p500_pct,
        change_p975_pct,
        mean_se_t,

        ---------- provenance
        basis

    from intervals
    where
        level in ('sub_source', 'category', 'national')
        or level in ('sub_source_trend', 'category_trend', 'national_trend')

)

select * from final
order by method_id, level, item_id, reference_year
