with

source as (

    {{ user_rows_win('chain', 'grid_factors', ['reference_year']) }}

),

final as (

    select
        ---------- keys
        reference_year,

        ---------- measures
        {{ parse_number('factor_t_co2_per_mwh') }} as grid_factor_tco2_per_mwh,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
