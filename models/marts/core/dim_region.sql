with

source as (

    select * from {{ ref('stg_reference__regions') }}

),

final as (

    select
        ---------- keys
        cast(region_id as varchar) as region_id,

        ---------- attributes
        cast(region_name as varchar) as region_name,
        cast(region_name_zh as varchar) as region_name_zh

    from source

)

select * from final
