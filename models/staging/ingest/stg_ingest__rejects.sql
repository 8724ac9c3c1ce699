with

source as (

    select * from {{ ref('raw_ingest__rejects') }}

),

final as (

    select
        ---------- keys
        reject_no,

        ---------- attributes
        table_name,
        file_name,
        line_no,
        column_name,
        rejected_value,
        reason,

        ---------- dates
        cast(ingested_at as timestamp) as ingested_at

    from source

)

select * from final
