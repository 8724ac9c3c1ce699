with

core_references as (

    select * from {{ ref('stg_reference__references') }}

),

chain_references as (

    select * from {{ ref('stg_chain__references') }}

),

-- A key that both parts use stands once.
source as (

    select * from core_references
    union all by name
    select * from chain_references
    where
        source_key not in (select core_references.source_key from core_references)

),

final as (

    select
        ---------- keys
        cast(source_key as varchar) as source_key,

        ---------- attributes
        cast(citation as varchar) as citation,
        cast(publisher as varchar) as publisher,
        cast(publication_year as integer) as publication_year,
        cast(doi as varchar) as doi,
        cast(url as varchar) as url,
        cast(licence as varchar) as licence,
        cast(is_redistributable as varchar) as is_redistributable,
        cast(note as varchar) as note

    from source

)

select * from final
