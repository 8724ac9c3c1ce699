-- Sources whose national emission of the whole period follows from the anchors alone,
-- whatever the activities are: anchored in all years, or closed by a group total.
with

anchors as (

    select * from {{ ref('int_inventory__anchor_emissions') }}

),

sources as (

    select * from {{ ref('int_quality__sources') }}

),

closed_groups as (

    select member_id as source_id from {{ ref('stg_papers__closure_equations') }}

),

years as (

    select {{ var('last_year') }} - {{ var('first_year') }} + 1 as n_years

),

fixed_sub_sources as (

    select anchors.sub_source_id
    from anchors
    cross join years
    where
        anchors.anchor_kind in ('emission', 'share')
        and len(anchors.reference_years) = years.n_years

),

final as (

    select sources.source_id
    from sources
    left join closed_groups
        on sources.source_id = closed_groups.source_id
    group by sources.source_id
    having
        bool_or(closed_groups.source_id is not null)
        or bool_and(
            sources.sub_source_id in (
                select fixed_sub_sources.sub_source_id from fixed_sub_sources
            )
        )
        -- The groups, and with them the total, are fixed one by one.
        or sources.source_id in ('all', 'air')

)

select * from final
