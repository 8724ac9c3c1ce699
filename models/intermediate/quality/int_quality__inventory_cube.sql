-- Emission and activity of every method, place, source and year, and of the period.
-- Cells without data (a notation key stands there) add nothing to a sum. All sums run
-- in a fixed order, so that every build gives the same bits and the same ranks.
with

emissions as (

    select * from {{ ref('fct_emissions') }}

),

activities as (

    select * from {{ ref('fct_activities') }}

),

places as (

    select * from {{ ref('int_quality__places') }}

),

sources as (

    select * from {{ ref('int_quality__sources') }}

),

summed_activities as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year,
        sum(coalesce(activity_t, activity_m3) order by use_id) as activity_value
    from activities
    group by method_id, province_code, sub_source_id, reference_year

),

cells as (

    select
        emissions.method_id,
        places.place_id,
        places.place_kind,
        sources.source_id,
        sources.source_kind,
        sources.parent_id,
        emissions.reference_year,
        sum(
            emissions.emission_t
            order by emissions.province_code, emissions.sub_source_id
        ) as emission_t,
        sum(
            summed_activities.activity_value
            order by emissions.province_code, emissions.sub_source_id
        ) as activity_value
    from emissions
    inner join places
        on emissions.province_code = places.province_code
    inner join sources
        on emissions.sub_source_id = sources.sub_source_id
    left join summed_activities
        on
            emissions.method_id = summed_activities.method_id
            and emissions.province_code = summed_activities.province_code
            and emissions.sub_source_id = summed_activities.sub_source_id
            and emissions.reference_year = summed_activities.reference_year
    group by
        emissions.method_id,
        places.place_id,
        places.place_kind,
        sources.source_id,
        sources.source_kind,
        sources.parent_id,
        emissions.reference_year

),

final as (

    select
        method_id,
        place_id,
        place_kind,
        source_id,
        source_kind,
        parent_id,
        cast(reference_year as varchar) as period,
        reference_year,
        emission_t,
        activity_value
    from cells

    union all

    select
        method_id,
        place_id,
        place_kind,
        source_id,
        source_kind,
        parent_id,
        '{{ var("first_year") }}-{{ var("last_year") }}' as period,
        null as reference_year,
        sum(emission_t order by reference_year) as emission_t,
        sum(activity_value order by reference_year) as activity_value
    from cells
    group by method_id, place_id, place_kind, source_id, source_kind, parent_id

)

select * from final
