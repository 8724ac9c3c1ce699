with

source as (

    {{ user_rows_win('usgs', 'vanadium_mine_production', ['reference_year']) }}

),

final as (

    select
        ---------- keys
        reference_year,

        ---------- measures
        {{ parse_number('production_v_t') }} as production_v_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
