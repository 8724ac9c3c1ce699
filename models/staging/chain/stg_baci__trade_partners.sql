with

source as (

    select * from {{ ref('raw_baci__trade_partners') }}

),

final as (

    select
        ---------- keys
        reference_year,
        hs_code,
        flow,
        partner,

        ---------- measures
        {{ kg_to_t(parse_number('quantity_kg')) }} as quantity_t,
        {{ parse_number('value_usd') }} as value_usd,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
