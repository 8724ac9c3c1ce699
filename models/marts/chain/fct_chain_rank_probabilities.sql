with

measures as (

    select * from {{ ref('py_chain__measures') }}
    where measure = 'rank_probability'

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'chain'

),

final as (

    select
        ---------- keys
        cast(measures.stage_id as varchar) as stage_id,
        cast(measures.step as integer) as priority_rank,

        ---------- measures
        cast(measures.point_value as double) as probability_frac,

        ---------- provenance
        cast(bases.basis as varchar) as basis

    from measures
    inner join bases
        on measures.reference_year = bases.reference_year

)

select * from final
