with

source as (

    select * from {{ ref('raw_chain__stages') }}

),

final as (

    select
        ---------- keys
        stage_id,

        ---------- attributes
        stage_code,
        stage_name,
        stage_name_zh,
        sequence_no,
        output_meaning,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
