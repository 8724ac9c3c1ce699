with

source as (

    select * from {{ ref('user_chain__stage_balances') }}

),

final as (

    select
        ---------- keys
        stage_id,
        reference_year,

        ---------- measures
        {{ parse_number('feed_v_t') }} as feed_v_t,
        {{ parse_number('yield_frac') }} as yield_frac,
        {{ parse_number('output_v_t') }} as output_v_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
