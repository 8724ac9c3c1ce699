-- The point value behind every interval is the sum of fct_emissions: the draws and the
-- inventory evaluate one formula. Trends are last year less first.
with

emissions as (

    select
        emissions.method_id,
        emissions.province_code,
        emissions.sub_source_id,
        emissions.category_id,
        emissions.receptor_id,
        emissions.region_id,
        emissions.reference_year,
        emissions.emission_t
    from {{ ref('fct_emissions') }} as emissions
    where emissions.emission_t is not null

),

intervals as (

    select * from {{ ref('fct_emission_intervals') }}

),

expected as (

    select
        intervals.method_id,
        intervals.level,
        intervals.province_code,
        intervals.region_id,
        intervals.sub_source_id,
        intervals.category_id,
        intervals.receptor_id,
        intervals.reference_year,
        any_value(intervals.emission_t) as emission_t,
        sum(
            emissions.emission_t
            * case
                when not ends_with(intervals.level, '_trend') then 1
                when emissions.reference_year = {{ var('last_year') }} then 1
                when emissions.reference_year = {{ var('first_year') }} then -1
                else 0
            end
        ) as expected_t,
        sum(abs(emissions.emission_t)) as size_t
    from intervals
    inner join emissions
        on
            intervals.method_id = emissions.method_id
            and coalesce(intervals.province_code, emissions.province_code)
            = emissions.province_code
            and coalesce(intervals.sub_source_id, emissions.sub_source_id)
            = emissions.sub_source_id
            and coalesce(intervals.category_id, emissions.category_id)
            = emissions.category_id
            and coalesce(intervals.receptor_id, emissions.receptor_id)
            = emissions.receptor_id
            and coalesce(intervals.reference_year, emissions.reference_year)
            = emissions.reference_year
            and coalesce(intervals.region_id, emissions.region_id, '')
            = coalesce(emissions.region_id, '')
    group by
        intervals.method_id,
        intervals.level,
        intervals.province_code,
        intervals.region_id,
        intervals.sub_source_id,
        intervals.category_id,
        intervals.receptor_id,
        intervals.reference_year

)

select * from expected
where not abs(emission_t - expected_t) <= 1e-12 * size_t + 1e-15
