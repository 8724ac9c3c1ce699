with

source as (

    {{ user_rows_win('ceads', 'coverage', ['province_code', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
