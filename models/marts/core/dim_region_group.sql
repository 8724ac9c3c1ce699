with

source as (

    select * from {{ ref('stg_reference__region_groups') }}

),

final as (

    select
        ---------- keys
        cast(region_group_id as varchar) as region_group_id,
        cast(province_code as varchar) as province_code,

        ---------- attributes
        cast(region_group_name as varchar) as region_group_name,
        cast(region_group_name_zh as varchar) as region_group_name_zh,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator

    from source

)

select * from final
