with

source as (

    {{ user_rows_win('literature', 'parameters', ['parameter_id']) }}

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        quantity,
        subject,
        technology,
        region,
        unit,
        n_samples,
        distribution_note,

        ---------- measures
        {{ parse_number('value') }} as printed_value,
        {{ parse_number('sd') }} as printed_sd_value,
        {{ parse_number('low') }} as printed_low_value,
        {{ parse_number('high') }} as printed_high_value,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
