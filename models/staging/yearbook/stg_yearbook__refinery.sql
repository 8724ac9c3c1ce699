with

source as (

    {{ user_rows_win('yearbook', 'refinery', ['item', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        item,
        reference_year,

        ---------- measures
        {{ ten_kt_to_t(parse_number('quantity_10kt')) }} as quantity_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
