with

source as (

    select * from {{ ref('raw_reference__regions') }}

),

final as (

    select
        ---------- keys
        region_id,

        ---------- attributes
        region_name,
        region_name_zh

    from source

)

select * from final
