with

source as (

    select * from {{ ref('stg_reference__notation_keys') }}

),

final as (

    select
        ---------- keys
        cast(notation_key as varchar) as notation_key,

        ---------- attributes
        cast(notation_name as varchar) as notation_name,
        cast(meaning as varchar) as meaning

    from source

)

select * from final
