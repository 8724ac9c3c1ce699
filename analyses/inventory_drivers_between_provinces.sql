-- Abstract, 'shaped by regional activity levels', in space: how much of the spread of
-- emission between provinces (2015-2019 together, logarithms) goes with activity and
-- how much with the mean factor. The two parts are cov(ln E, ln A) and cov(ln E, ln F)
-- over var(ln E) and sum to 100. A sub-source with one factor for all provinces gives
-- 100 to activity by construction; only the others test the claim.
-- Run in the DuckDB shell: .read analyses/inventory_drivers_between_provinces.sql
with

activities as (

    select * from fct_activities

),

emissions as (

    select * from fct_emissions

),

period_activities as (

    select
        method_id,
        sub_source_id,
        province_code,
        sum(coalesce(activity_t, activity_m3)) as activity_value
    from activities
    where province_code != '000000'
    group by method_id, sub_source_id, province_code

),

period_emissions as (

    select
        method_id,
        sub_source_id,
        province_code,
        sum(emission_t) as emission_t
    from emissions
    where province_code != '000000'
    group by method_id, sub_source_id, province_code

),

cells as (

    select
        period_emissions.method_id,
        period_emissions.sub_source_id,
        period_emissions.emission_t,
        ln(period_emissions.emission_t) as log_emission,
        ln(period_activities.activity_value) as log_activity,
        ln(period_emissions.emission_t / period_activities.activity_value)
            as log_factor
    from period_emissions
    inner join period_activities
        on
            period_emissions.method_id = period_activities.method_id
            and period_emissions.sub_source_id = period_activities.sub_source_id
            and period_emissions.province_code = period_activities.province_code
    -- Zero has no logarithm.
    where period_emissions.emission_t > 0

),

shares as (

    select
        method_id,
        sub_source_id,
        count(*) as provinces_count,
        sum(emission_t) as emission_t,
        100 * covar_pop(log_emission, log_activity) / var_pop(log_emission)
            as activity_share_pct,
        100 * covar_pop(log_emission, log_factor) / var_pop(log_emission)
            as factor_share_pct,
        exp(max(log_factor) - min(log_factor)) as factor_range_ratio
    from cells
    group by method_id, sub_source_id
    having count(*) > 1

),

final as (

    select
        ---------- keys
        sub_source_id,

        ---------- measures
        max(provinces_count) filter (
            where method_id = 'paper_replica'
        ) as provinces_paper_replica_count,
        max(emission_t) filter (
            where method_id = 'paper_replica'
        ) as emission_paper_replica_t,
        max(activity_share_pct) filter (
            where method_id = 'paper_replica'
        ) as activity_share_paper_replica_pct,
        max(factor_share_pct) filter (
            where method_id = 'paper_replica'
        ) as factor_share_paper_replica_pct,
        max(factor_range_ratio) filter (
            where method_id = 'paper_replica'
        ) as factor_range_paper_replica_ratio,
        max(provinces_count) filter (
            where method_id = 'literature'
        ) as provinces_literature_count,
        max(emission_t) filter (
            where method_id = 'literature'
        ) as emission_literature_t,
        max(activity_share_pct) filter (
            where method_id = 'literature'
        ) as activity_share_literature_pct,
        max(factor_share_pct) filter (
            where method_id = 'literature'
        ) as factor_share_literature_pct,
        max(factor_range_ratio) filter (
            where method_id = 'literature'
        ) as factor_range_literature_ratio

    from shares
    group by sub_source_id

)

select * from final
order by sub_source_id
