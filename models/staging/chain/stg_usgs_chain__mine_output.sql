with

source as (

    {{
        user_rows_win(
            'usgs_chain', 'mine_output',
            ['area', 'reference_year', 'edition_year']
        )
    }}

),

final as (

    select
        ---------- keys
        area,
        reference_year,
        edition_year,

        ---------- measures
        {{ parse_number('output_v_t') }} as output_v_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
