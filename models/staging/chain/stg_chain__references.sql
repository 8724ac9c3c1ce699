with

source as (

    select * from {{ ref('raw_chain__references') }}

),

final as (

    select
        ---------- keys
        source_key,

        ---------- attributes
        citation,
        publisher,
        publication_year,
        doi,
        url,
        licence,
        is_redistributable,
        note

    from source

)

select * from final
