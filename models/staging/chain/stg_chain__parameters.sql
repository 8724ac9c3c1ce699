with

source as (

    {{ user_rows_win('chain', 'parameters', ['parameter_id']) }}

),

final as (

    select
        ---------- keys
        parameter_id,
        stage_id,
        product_id,

        ---------- attributes
        quantity,
        first_year,
        last_year,
        unit,
        family as law_family,

        ---------- measures
        {{ parse_number('point_value') }} as point_value,
        {{ parse_number('low_value') }} as low_value,
        {{ parse_number('high_value') }} as high_value,
        {{ parse_number('cv_frac') }} as cv_frac,
        {{ parse_number('gsd_ratio') }} as gsd_ratio,

        ---------- flags
        is_relative,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
