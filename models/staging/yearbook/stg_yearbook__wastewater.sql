with

source as (

    {{ user_rows_win('yearbook', 'wastewater', ['province_code', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        {{ ten_kt_to_m3(parse_number('discharged_10kt')) }} as discharged_m3,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
