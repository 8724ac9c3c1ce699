with

source as (

    select * from {{ ref('raw_reference__bases') }}

),

final as (

    select
        ---------- keys
        basis,

        ---------- attributes
        {{ basis_rank('basis') }} as basis_rank,
        meaning,

        ---------- flags
        is_sourced

    from source

)

select * from final
