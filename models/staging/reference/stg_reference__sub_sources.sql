with

source as (

    {{ user_rows_win('reference', 'sub_sources', ['sub_source_id']) }}

),

final as (

    select
        ---------- keys
        sub_source_id,

        ---------- attributes
        acronym,
        sub_source_name,
        sub_source_name_zh,
        category_id,
        receptor_id,
        equation,
        activity_quantity,
        spatial_level,
        nfr_code,
        gnfr_code,
        ipcc_code,
        is_in_paper,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
