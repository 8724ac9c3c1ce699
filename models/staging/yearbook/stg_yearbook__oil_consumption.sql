with

source as (

    {{ user_rows_win(
        'yearbook',
        'oil_consumption',
        ['province_code', 'reference_year', 'fuel']
    ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,
        fuel,

        ---------- measures
        {{ ten_kt_to_t(parse_number('consumption_10kt')) }} as consumption_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
