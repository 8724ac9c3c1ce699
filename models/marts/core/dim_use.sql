with

source as (

    select * from {{ ref('stg_method__uses') }}

),

final as (

    select
        ---------- keys
        cast(use_id as varchar) as use_id,

        ---------- attributes
        cast(use_name as varchar) as use_name,
        cast(use_name_zh as varchar) as use_name_zh

    from source

)

select * from final
