with

source as (

    {{ user_rows_win('method', 'province_multipliers', ['parameter_id']) }}

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        sub_source_id,
        province_code,

        ---------- measures
        {{ parse_number('value') }} as multiplier_ratio,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
