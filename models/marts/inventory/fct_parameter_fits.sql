with

fits as (

    select * from {{ ref('py_inventory__parameter_fits') }}

),

final as (

    select
        ---------- keys
        cast(parameter_id as varchar) as parameter_id,
        cast(family as varchar) as family,

        ---------- attributes
        cast(sample_kind as varchar) as sample_kind,
        cast(unit as varchar) as unit,
        cast(argument_names as varchar) as argument_names,
        cast(reason as varchar) as reason,

        ---------- measures
        cast(n_samples as integer) as n_samples,
        cast(n_below_detection as integer) as n_below_detection,
        cast(aic as double) as aic,
        cast(ks_statistic as double) as ks_statistic,
        cast(ks_p as double) as ks_p,
        cast(ad_statistic as double) as ad_statistic,
        cast(mean_value as double) as mean_value,
        cast(mean_p025_value as double) as mean_p025_value,
        cast(mean_p975_value as double) as mean_p975_value,
        cast(sd_value as double) as sd_value,
        cast(sd_p025_value as double) as sd_p025_value,
        cast(sd_p975_value as double) as sd_p975_value,
        cast(argument_1_value as double) as argument_1_value,
        cast(argument_1_p025_value as double) as argument_1_p025_value,
        cast(argument_1_p975_value as double) as argument_1_p975_value,
        cast(argument_2_value as double) as argument_2_value,
        cast(argument_2_p025_value as double) as argument_2_p025_value,
        cast(argument_2_p975_value as double) as argument_2_p975_value,
        cast(argument_3_value as double) as argument_3_value,
        cast(argument_3_p025_value as double) as argument_3_p025_value,
        cast(argument_3_p975_value as double) as argument_3_p975_value,
        cast(n_resamples as integer) as n_resamples,

        ---------- flags
        cast(is_selected as boolean) as is_selected,
        cast(n_below_detection > n_samples / 2 as boolean) as is_mostly_undetected

    from fits

)

select * from final
