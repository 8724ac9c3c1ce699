with

source as (

    select * from {{ ref('stg_reference__bases') }}

),

final as (

    select
        ---------- keys
        cast(basis as varchar) as basis,

        ---------- attributes
        cast(basis_rank as integer) as basis_rank,
        cast(meaning as varchar) as meaning,

        ---------- flags
        cast(is_sourced as boolean) as is_sourced

    from source

)

select * from final
