with

cells as (

    select * from {{ ref('int_chain__linkage_cells') }}

),

checks as (

    select * from {{ ref('fct_chain_linkage_checks') }}

),

measures as (

    select * from {{ ref('py_chain__measures') }}
    where track = 'physical' and measure = 'linkage'

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'chain'

),

unioned as (

    select
        'published_replica' as track,
        'forward' as measure,
        from_stage_id,
        to_stage_id,
        reference_year,
        forward_value as linkage_value,
        'upstream output in 10^6 t (inferred)' as unit,
        'stored' as status,
        source_key,
        forward_locator as source_locator,
        'published' as basis
    from cells
    union all by name
    select
        'published_replica' as track,
        'backward' as measure,
        cells.to_stage_id as from_stage_id,
        cells.from_stage_id as to_stage_id,
        cells.reference_year,
        cells.backward_value as linkage_value,
        'forward over a constant (inferred)' as unit,
        case
            when checks.is_digit_match then 'exact'
            when checks.is_inside then 'inside'
            else 'stored'
        end as status,
        cells.source_key,
        cells.backward_locator as source_locator,
        'published' as basis
    from cells
    inner join checks
        on
            cells.from_stage_id = checks.from_stage_id
            and cells.to_stage_id = checks.to_stage_id
            and cells.reference_year = checks.reference_year
    union all by name
    select
        measures.track,
        measures.variant as measure,
        measures.stage_id as from_stage_id,
        measures.to_stage_id,
        measures.reference_year,
        measures.point_value as linkage_value,
        measures.p025_value as linkage_p025_value,
        measures.p500_value as linkage_p500_value,
        measures.p975_value as linkage_p975_value,
        measures.unit,
        'computed' as status,
        bases.basis
    from measures
    inner join bases
        on measures.reference_year = bases.reference_year

),

final as (

    select
        ---------- keys
        cast(track as varchar) as track,
        cast(measure as varchar) as measure,
        cast(from_stage_id as varchar) as from_stage_id,
        cast(to_stage_id as varchar) as to_stage_id,
        cast(reference_year as integer) as reference_year,

        ---------- attributes
        cast(unit as varchar) as unit,
        cast(status as varchar) as status,

        ---------- measures
        cast(linkage_value as double) as linkage_value,
        cast(linkage_p025_value as double) as linkage_p025_value,
        cast(linkage_p500_value as double) as linkage_p500_value,
        cast(linkage_p975_value as double) as linkage_p975_value,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis

    from unioned

)

select * from final
