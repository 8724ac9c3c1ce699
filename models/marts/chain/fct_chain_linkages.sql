with

cells as (

    select * from {{ ref('int_chain__linkage_cells') }}

),

measures as (

    select * from {{ ref('py_chain__measures') }}
    where track = 'physical' and measure = 'linkage'

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
        'exact' as status,
        source_key,
        forward_locator as source_locator,
        'published' as basis
    from cells
    union all by name
    select
        'published_replica' as track,
        'backward' as measure,
        to_stage_id as from_stage_id,
        from_stage_id as to_stage_id,
        reference_year,
        backward_value as linkage_value,
        'forward over a constant (inferred)' as unit,
        'exact' as status,
        source_key,
        backward_locator as source_locator,
        'published' as basis
    from cells
    union all by name
    select
        track,
        variant as measure,
        stage_id as from_stage_id,
        to_stage_id,
        reference_year,
        point_value as linkage_value,
        p025_value as linkage_p025_value,
        p500_value as linkage_p500_value,
        p975_value as linkage_p975_value,
        unit,
        'computed' as status,
        'unverified' as basis
    from measures

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
