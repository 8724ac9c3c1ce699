with

source as (

    select * from {{ ref('raw_reference__provinces') }}

),

final as (

    select
        ---------- keys
        province_code,

        ---------- attributes
        province_name,
        province_name_zh,
        iso_code,
        region_id

    from source

)

select * from final
