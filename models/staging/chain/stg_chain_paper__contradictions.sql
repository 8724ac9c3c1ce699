with

source as (

    select * from {{ ref('raw_chain_paper__contradictions') }}

),

final as (

    select
        ---------- keys
        contradiction_id,

        ---------- attributes
        statement,
        handling,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
