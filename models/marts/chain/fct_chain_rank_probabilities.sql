with

measures as (

    select * from {{ ref('py_chain__measures') }}
    where measure = 'rank_probability'

),

final as (

    select
        ---------- keys
        cast(stage_id as varchar) as stage_id,
        cast(step as integer) as priority_rank,

        ---------- measures
        cast(point_value as double) as probability_frac,

        ---------- provenance
        'unverified' as basis

    from measures

)

select * from final
