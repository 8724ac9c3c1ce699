with

source as (

    select * from {{ ref('raw_papers__closure_equations') }}

),

final as (

    select
        ---------- keys
        equation_id,

        ---------- attributes
        member_kind,
        member_id,

        ---------- measures
        {{ parse_number('emission_t') }} as emission_t,
        {{ parse_number('total_t') }} as total_t,
        {{ parse_number('share_pct') }} as share_pct,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
