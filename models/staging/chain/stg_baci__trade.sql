with

source as (

    {{ user_rows_win('baci', 'trade', ['reference_year', 'hs_code', 'flow']) }}

),

final as (

    select
        ---------- keys
        reference_year,
        hs_code,
        flow,

        ---------- measures
        {{ kg_to_t(parse_number('quantity_kg')) }} as quantity_t,
        {{ parse_number('value_usd') }} as value_usd,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
