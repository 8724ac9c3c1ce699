with

source as (

    {{ user_rows_win(
        'yearbook',
        'solid_waste_revised',
        ['treatment', 'reference_year']
    ) }}

),

final as (

    select
        ---------- keys
        treatment,
        reference_year,

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
