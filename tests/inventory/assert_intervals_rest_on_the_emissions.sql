-- The point value behind every interval is the sum of fct_emissions: the draws and the
-- inventory evaluate one formula. Trends are last year less first.
with

emissions as (

    select
        * exclude (region_id),
        -- A null key of a sum means all; the national cell has no region.
        coalesce(region_id, '') as region_id
    from {{ ref('fct_emissions') }}
    where emission_t is not null

),

intervals as (

    select * from {{ ref('fct_emission_intervals') }}

),

sums as (

    select
        method_id,
        province_code,
        region_id,
        sub_source_id,
        category_id,
        receptor_id,
        reference_year,
        sum(emission_t) as emission_t,
        sum(
            case reference_year
                when {{ var('last_year') }} then emission_t
                when {{ var('first_year') }} then -emission_t
                else 0
            end
        ) as change_t,
        sum(abs(emission_t)) as size_t
    from emissions
    group by
        method_id,
        grouping sets (
            (),
            (region_id),
            (category_id),
            (receptor_id),
            (sub_source_id),
            (province_code),
            (province_code, category_id),
            (province_code, receptor_id),
            (province_code, sub_source_id)
        ),
        rollup (reference_year)

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
        intervals.emission_t,
        case
            when ends_with(intervals.level, '_trend') then sums.change_t
            else sums.emission_t
        end as expected_t,
        sums.size_t
    from intervals
    left join sums
        on
            {{ is_same_sum('intervals', 'sums') }}

)

select * from expected
where (abs(emission_t - expected_t) <= 1e-12 * size_t + 1e-15) is not true
