with

source as (

    select * from {{ ref('raw_reference__notation_keys') }}

),

final as (

    select
        ---------- keys
        notation_key,

        ---------- attributes
        notation_name,
        meaning

    from source

)

select * from final
