with

source as (

    {{ user_rows_win('yearbook', 'crude_steel', ['province_code', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        {{ ten_kt_to_t(parse_number('output_10kt')) }} as output_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
