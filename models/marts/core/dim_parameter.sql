with

factor_parameters as (

    select * from {{ ref('int_inventory__factor_parameters') }}

),

terms as (

    select * from {{ ref('int_inventory__factor_terms') }}

),

series as (

    select * from {{ ref('int_inventory__activity_series') }}

),

scopes as (

    select * from {{ ref('int_inventory__activity_scopes_inherited') }}

),

factor_spreads as (

    select * from {{ ref('int_uncertainty__factor_spreads') }}

),

activity_spreads as (

    select * from {{ ref('int_uncertainty__activity_spreads') }}

),

used_parameters as (

    select distinct unnest(operand_ids) as parameter_id
    from terms

),

used_series as (

    select distinct series_id
    from scopes

),

activity_parameters as (

    select
        'activity.' || series.series_id || '.' || series.province_code
        || '.' || series.reference_year as parameter_id,
        series.series_id,
        series.province_code,
        series.reference_year,
        coalesce(series.value_t, series.value_m3) as point_value,
        case when series.value_m3 is null then 't' else 'm3' end as unit,
        series.source_key,
        series.source_locator,
        series.basis,
        series.seed_file
    from series
    inner join used_series
        on series.series_id = used_series.series_id
    where
        coalesce(series.value_t, series.value_m3) is not null
        and series.reference_year
        between {{ var('first_year') }} and {{ var('last_year') }}

),

final as (

    select
        ---------- keys
        cast(factor_parameters.parameter_id as varchar) as parameter_id,

        ---------- attributes
        'factor' as parameter_kind,
        cast(factor_parameters.quantity as varchar) as quantity,
        cast(factor_parameters.subject as varchar) as subject,
        cast(factor_parameters.technology as varchar) as technology,
        cast(factor_parameters.region as varchar) as region,
        cast(null as varchar) as series_id,
        cast(null as varchar) as province_code,
        cast(null as integer) as reference_year,
        cast(factor_parameters.unit as varchar) as unit,
        cast(factor_parameters.n_samples as varchar) as n_samples,
        cast(factor_spreads.family as varchar) as family,
        cast(factor_spreads.dependence_group_id as varchar) as dependence_group_id,
        cast(null as varchar) as draw_scope,

        ---------- measures
        cast(factor_parameters.point_value as double) as point_value,
        cast(factor_parameters.sd_value as double) as printed_sd_value,
        cast(factor_parameters.low_value as double) as printed_low_value,
        cast(factor_parameters.high_value as double) as printed_high_value,
        cast(factor_spreads.cv_frac as double) as cv_frac,
        cast(factor_spreads.sd_value as double) as sd_value,
        cast(factor_spreads.factor_95_ratio as double) as factor_95_ratio,
        cast(factor_spreads.low_value as double) as low_value,
        cast(factor_spreads.mode_value as double) as mode_value,
        cast(factor_spreads.high_value as double) as high_value,
        cast(factor_spreads.lower_bound_value as double) as lower_bound_value,
        cast(factor_spreads.upper_bound_value as double) as upper_bound_value,
        cast(null as double) as systematic_share_frac,

        ---------- flags
        used_parameters.parameter_id is not null as is_used,

        ---------- provenance
        cast(factor_parameters.source_key as varchar) as source_key,
        cast(factor_parameters.source_locator as varchar) as source_locator,
        cast(factor_parameters.basis as varchar) as basis,
        cast(factor_parameters.note as varchar) as note,
        cast(factor_parameters.seed_file as varchar) as seed_file,
        cast(factor_spreads.source_key as varchar) as spread_source_key,
        cast(factor_spreads.source_locator as varchar) as spread_source_locator,
        cast(factor_spreads.basis as varchar) as spread_basis,
        cast(factor_spreads.seed_file as varchar) as spread_seed_file
    from factor_parameters
    left join used_parameters
        on factor_parameters.parameter_id = used_parameters.parameter_id
    left join factor_spreads
        on factor_parameters.parameter_id = factor_spreads.parameter_id

    union all

    select
        activity_parameters.parameter_id,
        'activity' as parameter_kind,
        'activity' as quantity,
        activity_parameters.series_id as subject,
        null as technology,
        activity_parameters.province_code as region,
        activity_parameters.series_id,
        activity_parameters.province_code,
        activity_parameters.reference_year,
        activity_parameters.unit,
        null as n_samples,
        activity_spreads.family,
        activity_spreads.dependence_group_id,
        activity_spreads.draw_scope,
        activity_parameters.point_value,
        null as printed_sd_value,
        null as printed_low_value,
        null as printed_high_value,
        activity_spreads.cv_frac,
        null as sd_value,
        null as factor_95_ratio,
        null as low_value,
        null as mode_value,
        null as high_value,
        null as lower_bound_value,
        null as upper_bound_value,
        activity_spreads.systematic_share_frac,
        true as is_used,
        activity_parameters.source_key,
        activity_parameters.source_locator,
        activity_parameters.basis,
        null as note,
        activity_parameters.seed_file,
        activity_spreads.source_key as spread_source_key,
        activity_spreads.source_locator as spread_source_locator,
        activity_spreads.basis as spread_basis,
        activity_spreads.seed_file as spread_seed_file
    from activity_parameters
    left join activity_spreads
        on
            activity_parameters.series_id = activity_spreads.series_id
            and activity_parameters.basis = activity_spreads.series_basis

)

select * from final
