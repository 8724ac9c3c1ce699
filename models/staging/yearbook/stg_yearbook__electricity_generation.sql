with

source as (

    {{ user_rows_win(
        'yearbook',
        'electricity_generation',
        ['province_code', 'reference_year']
    ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        {{ hundred_million_to_one(parse_number('generation_1e8_kwh')) }}
            as generation_kwh,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
