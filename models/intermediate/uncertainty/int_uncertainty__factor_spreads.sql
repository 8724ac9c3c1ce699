-- Spread of every factor parameter in its standard unit; a parameter without a row
-- has no family, which the tests do not let pass.
with

parameters as (

    select * from {{ ref('int_inventory__factor_parameters') }}

),

spreads as (

    select * from {{ ref('stg_uncertainty__spreads') }}

),

scaled as (

    select
        parameters.parameter_id,
        parameters.unit as parameter_unit,
        spreads.family,
        spreads.unit,
        spreads.dependence_group_id,
        spreads.cv_frac,
        spreads.printed_sd_value,
        spreads.factor_95_ratio,
        spreads.printed_low_value,
        spreads.printed_mode_value,
        spreads.printed_high_value,
        spreads.printed_lower_bound_value,
        spreads.printed_upper_bound_value,
        spreads.source_key,
        spreads.source_locator,
        spreads.basis,
        spreads.seed_file,
        case
            when spreads.unit = 'of_point' then parameters.point_value else 1
        end as scale_ratio
    from parameters
    inner join spreads
        on parameters.parameter_id = spreads.parameter_id

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        family,
        dependence_group_id,
        unit in ('of_point', parameter_unit) as is_unit_known,

        ---------- measures
        cv_frac,
        printed_sd_value * abs(scale_ratio) as sd_value,
        factor_95_ratio,
        printed_low_value * scale_ratio as low_value,
        printed_mode_value * scale_ratio as mode_value,
        printed_high_value * scale_ratio as high_value,
        printed_lower_bound_value * scale_ratio as lower_bound_value,
        printed_upper_bound_value * scale_ratio as upper_bound_value,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        seed_file

    from scaled

)

select * from final
