with

source as (

    {{ user_rows_win('yearbook', 'urban_wastewater', ['item', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        item,
        reference_year,

        ---------- measures
        {{ hundred_million_to_one(parse_number('volume_1e8_m3')) }} as volume_m3,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
