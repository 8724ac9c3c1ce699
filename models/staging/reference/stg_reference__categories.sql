with

source as (

    select * from {{ ref('raw_reference__categories') }}

),

final as (

    select
        ---------- keys
        category_id,

        ---------- attributes
        category_name,
        category_name_zh,
        category_order

    from source

)

select * from final
