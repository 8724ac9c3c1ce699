with

source as (

    select * from {{ ref('raw_usgs_chain__v2o5_prices') }}

),

final as (

    select
        ---------- keys
        reference_year,

        ---------- measures
        {{ usd_per_lb_to_usd_per_t(parse_number('price_usd_per_lb_v2o5')) }}
            as price_v2o5_usd_per_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
