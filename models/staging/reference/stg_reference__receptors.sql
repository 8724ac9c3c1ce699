with

source as (

    select * from {{ ref('raw_reference__receptors') }}

),

final as (

    select
        ---------- keys
        receptor_id,

        ---------- attributes
        receptor_name,
        receptor_name_zh

    from source

)

select * from final
