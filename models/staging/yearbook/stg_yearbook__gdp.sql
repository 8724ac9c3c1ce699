with

source as (

    {{ user_rows_win('yearbook', 'gdp', ['province_code', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        {{ hundred_million_to_one(parse_number('gdp_1e8_cny')) }} as gdp_cny,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
