with

figures as (

    select * from {{ ref('stg_chain__market_figures') }}

),

final as (

    select
        ---------- keys
        cast(figure_id as varchar) as figure_id,

        ---------- attributes
        cast(stage_span as varchar) as stage_span,
        product,
        cast(quantity as varchar) as quantity,
        period,
        cast(unit as varchar) as unit,

        ---------- measures
        cast(figure_value as double) as figure_value,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis,
        cast(note as varchar) as note

    from figures

)

select * from final
