with

stages as (

    select * from {{ ref('stg_chain__stages') }}

),

final as (

    select
        ---------- keys
        cast(stage_id as varchar) as stage_id,

        ---------- attributes
        cast(stage_code as varchar) as stage_code,
        cast(stage_name as varchar) as stage_name,
        cast(stage_name_zh as varchar) as stage_name_zh,
        cast(sequence_no as integer) as sequence_no,
        cast(output_meaning as varchar) as output_meaning,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis,
        cast(note as varchar) as note

    from stages

)

select * from final
