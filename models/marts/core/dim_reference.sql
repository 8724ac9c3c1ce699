with

source as (

    select * from {{ ref('stg_reference__references') }}

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
        cast(redistribution as varchar) as redistribution,
        cast(note as varchar) as note

    from source

)

select * from final
