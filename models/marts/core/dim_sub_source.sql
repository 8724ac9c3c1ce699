with

source as (

    select * from {{ ref('stg_reference__sub_sources') }}

),

final as (

    select
        ---------- keys
        cast(sub_source_id as varchar) as sub_source_id,

        ---------- attributes
        cast(acronym as varchar) as acronym,
        cast(sub_source_name as varchar) as sub_source_name,
        cast(sub_source_name_zh as varchar) as sub_source_name_zh,
        cast(category_id as varchar) as category_id,
        cast(receptor_id as varchar) as receptor_id,
        cast(equation as varchar) as equation,
        cast(activity_quantity as varchar) as activity_quantity,
        cast(spatial_level as varchar) as spatial_level,
        cast(nfr_code as varchar) as nfr_code,
        cast(gnfr_code as varchar) as gnfr_code,
        cast(ipcc_code as varchar) as ipcc_code,

        ---------- flags
        cast(is_in_paper as boolean) as is_in_paper,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis,
        cast(note as varchar) as note

    from source

)

select * from final
