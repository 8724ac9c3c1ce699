with

source as (

    {{ user_rows_win(
        'yearbook',
        'municipal_waste_national',
        ['item', 'reference_year']
    ) }}

),

final as (

    select
        ---------- keys
        item,
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
