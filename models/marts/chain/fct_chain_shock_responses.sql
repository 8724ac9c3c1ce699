with

printed as (

    select * from {{ ref('stg_chain_paper__shock_responses') }}

),

measures as (

    select * from {{ ref('py_chain__measures') }}
    where track = 'physical' and starts_with(measure, 'shock_')

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'chain'

),

unioned as (

    select
        'published_replica' as track,
        stage_id,
        response,
        response_corrected_coef as response_coef,
        response_printed_coef,
        'stored' as status,
        source_key,
        source_locator,
        basis
    from printed
    union all by name
    select
        measures.track,
        measures.stage_id,
        replace(measures.measure, 'shock_', '') as response,
        measures.variant as direction,
        measures.to_stage_id,
        measures.step as horizon,
        measures.reference_year,
        measures.point_value as response_coef,
        measures.p025_value as response_p025_coef,
        measures.p500_value as response_p500_coef,
        measures.p975_value as response_p975_coef,
        'scenario' as status,
        bases.basis
    from measures
    inner join bases
        on measures.reference_year = bases.reference_year

),

final as (

    select
        ---------- keys
        cast(track as varchar) as track,
        cast(stage_id as varchar) as stage_id,
        cast(response as varchar) as response,
        cast(direction as varchar) as direction,
        cast(to_stage_id as varchar) as to_stage_id,
        cast(horizon as integer) as horizon,
        cast(reference_year as integer) as reference_year,

        ---------- attributes
        cast(status as varchar) as status,

        ---------- measures
        cast(response_coef as double) as response_coef,
        cast(response_p025_coef as double) as response_p025_coef,
        cast(response_p500_coef as double) as response_p500_coef,
        cast(response_p975_coef as double) as response_p975_coef,
        cast(response_printed_coef as double) as response_printed_coef,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis

    from unioned

)

select * from final
