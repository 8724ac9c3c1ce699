with

source as (

    {{ user_rows_win('reference', 'references', ['source_key']) }}

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
        redistribution,
        note

    from source

)

select * from final
