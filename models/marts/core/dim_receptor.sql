with

source as (

    select * from {{ ref('stg_reference__receptors') }}

),

final as (

    select
        ---------- keys
        cast(receptor_id as varchar) as receptor_id,

        ---------- attributes
        cast(receptor_name as varchar) as receptor_name,
        cast(receptor_name_zh as varchar) as receptor_name_zh

    from source

)

select * from final
