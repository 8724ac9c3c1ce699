-- The linear system that closes the sub-sources the paper prints no figure for: each
-- equation is a group total, its members known (anchored) or unknown.
with

equations as (

    select * from {{ ref('stg_papers__closure_equations') }}

),

sub_sources as (

    select * from {{ ref('stg_reference__sub_sources') }}
    where is_in_paper

),

factors as (

    select * from {{ ref('int_inventory__anchor_factors') }}

),

final as (

    select
        ---------- keys
        equations.equation_id,
        sub_sources.sub_source_id,

        ---------- measures
        coalesce(
            equations.emission_t, equations.total_t * equations.share_pct / 100
        ) as equation_total_t,
        factors.period_emission_t as known_emission_t

    from equations
    inner join sub_sources
        on
            (
                equations.member_kind = 'category'
                and equations.member_id = sub_sources.category_id
            )
            or (
                equations.member_kind = 'receptor'
                and equations.member_id = sub_sources.receptor_id
            )
    inner join factors
        on sub_sources.sub_source_id = factors.sub_source_id

)

select * from final
