with

rejects as (

    select * from {{ ref('stg_ingest__rejects') }}

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
        ingested_at

    from rejects

)

select * from final
