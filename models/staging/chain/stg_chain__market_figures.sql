with

source as (

    select * from {{ ref('raw_chain__market_figures') }}

),

final as (

    select
        ---------- keys
        figure_id,

        ---------- attributes
        stages as stage_span,
        product,
        quantity,
        period,
        unit,

        ---------- measures
        {{ parse_number('figure') }} as figure_value,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
