with

source as (

    select * from {{ ref('raw_chain_paper__shock_responses') }}

),

final as (

    select
        ---------- keys
        stage_id,
        response_column,

        ---------- attributes
        response_reading as response,

        ---------- measures
        {{ parse_number('value_printed') }} as response_printed_coef,
        {{ parse_number('value_corrected') }} as response_corrected_coef,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
