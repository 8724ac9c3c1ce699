with

source as (

    {{ user_rows_win(
        'yearbook',
        'municipal_waste',
        ['province_code', 'reference_year', 'item']
    ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,
        item,

        ---------- measures
        {{ ten_kt_to_t(parse_number('waste_10kt')) }} as waste_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
