with

source as (

    {{ user_rows_win(
        'literature',
        'v2o5_output',
        ['province_code', 'reference_year']
    ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        {{ parse_number('output_v2o5_t') }} as output_v2o5_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
