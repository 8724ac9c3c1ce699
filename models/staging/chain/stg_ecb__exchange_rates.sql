with

source as (

    select * from {{ ref('raw_ecb__exchange_rates') }}

),

final as (

    select
        ---------- keys
        reference_year,

        ---------- attributes
        quote_days,

        ---------- measures
        {{ parse_number('rate_cny_per_usd') }} as exchange_rate_cny_per_usd,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
