with

source as (

    select * from {{ ref('stg_reference__provinces') }}

),

final as (

    select
        ---------- keys
        cast(province_code as varchar) as province_code,

        ---------- attributes
        cast(province_name as varchar) as province_name,
        cast(province_name_zh as varchar) as province_name_zh,
        cast(iso_code as varchar) as iso_code,
        cast(region_id as varchar) as region_id

    from source

)

select * from final
