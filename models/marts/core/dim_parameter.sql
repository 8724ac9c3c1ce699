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

        ---------- measures
        cast(factor_parameters.point_value as double) as point_value,
        cast(factor_parameters.sd_value as double) as printed_sd_value,
        cast(factor_parameters.low_value as double) as printed_low_value,
        cast(factor_parameters.high_value as double) as printed_high_value,

        ---------- flags
        used_parameters.parameter_id is not null as is_used,

        ---------- provenance
        cast(factor_parameters.source_key as varchar) as source_key,
        cast(factor_parameters.source_locator as varchar) as source_locator,
        cast(factor_parameters.basis as varchar) as basis,
        cast(factor_parameters.note as varchar) as note,
        cast(factor_parameters.seed_file as varchar) as seed_file
    from factor_parameters
    left join used_parameters
        on factor_parameters.parameter_id = used_parameters.parameter_id

    union all

    select
        parameter_id,
        'activity' as parameter_kind,
        'activity' as quantity,
        series_id as subject,
        null as technology,
        province_code as region,
        series_id,
        province_code,
        reference_year,
        unit,
        null as n_samples,
        point_value,
        null as printed_sd_value,
        null as printed_low_value,
        null as printed_high_value,
        true as is_used,
        source_key,
        source_locator,
        basis,
        null as note,
        seed_file
    from activity_parameters

)

select * from final
