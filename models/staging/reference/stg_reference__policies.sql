with

source as (

    select * from {{ ref('raw_reference__policies') }}

),

final as (

    select
        ---------- keys
        policy_id,

        ---------- attributes
        policy_name,
        policy_name_zh,
        start_year,
        end_year,
        scope,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
