with

source as (

    select * from {{ ref('stg_reference__categories') }}

),

final as (

    select
        ---------- keys
        cast(category_id as varchar) as category_id,

        ---------- attributes
        cast(category_name as varchar) as category_name,
        cast(category_name_zh as varchar) as category_name_zh,
        cast(category_order as integer) as category_order

    from source

)

select * from final
