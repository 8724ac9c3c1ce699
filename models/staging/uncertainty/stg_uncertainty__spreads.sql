with

source as (

    {{ user_rows_win('uncertainty', 'spreads', ['parameter_id']) }}

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        family,
        unit,
        dependence_group_id,

        ---------- measures
        {{ parse_number('cv_frac') }} as cv_frac,
        {{ parse_number('sd') }} as printed_sd_value,
        {{ parse_number('factor_95_ratio') }} as factor_95_ratio,
        {{ parse_number('low') }} as printed_low_value,
        {{ parse_number('mode') }} as printed_mode_value,
        {{ parse_number('high') }} as printed_high_value,
        {{ parse_number('lower_bound') }} as printed_lower_bound_value,
        {{ parse_number('upper_bound') }} as printed_upper_bound_value,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
