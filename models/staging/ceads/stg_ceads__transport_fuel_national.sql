with

source as (

    {{ user_rows_win('ceads', 'transport_fuel_national', ['fuel', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        fuel,
        reference_year,

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
