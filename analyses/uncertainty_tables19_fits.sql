-- Table S19: distributions fitted to samples, with bootstrap intervals of mean and sd.
-- The paper: most bootstrapped samples are normally distributed. Ours: of the samples
-- themselves, few are; shares of particulate matter are skewed (lognormal, beta, gamma,
-- weibull). Means of bootstrap resamples do come out near normal whatever the samples
-- are, so both can hold; the paper's sentence is about the resamples. With three
-- samples the uniform law wins by its two-point likelihood: read n_samples first.
-- Run in the DuckDB shell: .read analyses/uncertainty_tables19_fits.sql
with

fits as (

    select * from fct_parameter_fits

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        sample_kind,
        unit,
        family,

        ---------- measures
        n_samples,
        n_below_detection,
        ks_statistic as ks_distance_frac,
        ks_p as ks_p_frac,
        ad_statistic as ad_statistic_value,
        mean_value,
        100 * (mean_p025_value / mean_value - 1) as mean_lower_pct,
        100 * (mean_p975_value / mean_value - 1) as mean_upper_pct,
        sd_value,
        sd_p025_value,
        sd_p975_value,

        ---------- flags
        family = 'normal' as is_normal,
        is_mostly_undetected

    from fits
    where is_selected

)

select * from final
order by sample_kind, parameter_id
