with

source as (

    {{ user_rows_win('chain', 'rebar_output', ['reference_year']) }}

),

final as (

    select
        ---------- keys
        reference_year,

        ---------- measures
        {{ mt_to_t(parse_number('output_mt')) }} as output_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
