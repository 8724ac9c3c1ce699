with

source as (

    select * from {{ ref('stg_reference__policies') }}

),

final as (

    select
        ---------- keys
        cast(policy_id as varchar) as policy_id,

        ---------- attributes
        cast(policy_name as varchar) as policy_name,
        cast(policy_name_zh as varchar) as policy_name_zh,
        cast(start_year as integer) as start_year,
        cast(end_year as integer) as end_year,
        cast(scope as varchar) as scope,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis,
        cast(note as varchar) as note

    from source

)

select * from final
