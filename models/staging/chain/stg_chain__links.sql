with

source as (

    select * from {{ ref('raw_chain__links') }}

),

final as (

    select
        ---------- keys
        from_stage_id,
        to_stage_id,

        ---------- flags
        is_loop,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
