with

source as (

    {{ user_rows_win(
        'yearbook',
        'natural_gas_output',
        ['province_code', 'reference_year']
    ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        {{ hundred_million_to_one(parse_number('output_1e8_m3')) }} as output_m3,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
