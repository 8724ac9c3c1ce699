with

source as (

    select * from {{ ref('raw_reference__region_groups') }}

),

final as (

    select
        ---------- keys
        region_group_id,
        province_code,

        ---------- attributes
        region_group_name,
        region_group_name_zh,
        source_key,
        source_locator

    from source

)

select * from final
