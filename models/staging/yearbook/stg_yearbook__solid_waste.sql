with

source as (

    {{ user_rows_win(
        'yearbook',
        'solid_waste',
        ['province_code', 'reference_year', 'treatment']
    ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,
        treatment,

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
