-- An emission is the sum over its uses of activity times factor, and no use with a
-- figure goes without a factor: the sum would silently be a part.
with

uses as (

    select
        activities.method_id,
        activities.province_code,
        activities.sub_source_id,
        activities.reference_year,
        case
            when activities.activity_t is not null
                then activities.activity_t * factors.factor_kg_per_t / 1000
            when activities.activity_m3 is not null
                then activities.activity_m3 * factors.factor_kg_per_m3 / 1000
        end as use_emission_t,
        coalesce(activities.activity_t, activities.activity_m3) is not null as has_activity
    from {{ ref('fct_activities') }} as activities
    left join {{ ref('fct_emission_factors') }} as factors
        on
            activities.method_id = factors.method_id
            and activities.province_code = factors.province_code
            and activities.sub_source_id = factors.sub_source_id
            and activities.use_id = factors.use_id
            and activities.reference_year = factors.reference_year

),

cells as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year,
        sum(use_emission_t) as expected_t,
        bool_or(has_activity and use_emission_t is null) as lacks_factor
    from uses
    group by method_id, province_code, sub_source_id, reference_year

)

select
    cells.method_id,
    cells.province_code,
    cells.sub_source_id,
    cells.reference_year,
    cells.expected_t,
    emissions.emission_t,
    cells.lacks_factor
from cells
full join {{ ref('fct_emissions') }} as emissions
    on
        cells.method_id = emissions.method_id
        and cells.province_code = emissions.province_code
        and cells.sub_source_id = emissions.sub_source_id
        and cells.reference_year = emissions.reference_year
where
    cells.lacks_factor
    or cells.method_id is null
    or emissions.method_id is null
    or (cells.expected_t is null) != (emissions.emission_t is null)
    or abs(cells.expected_t - emissions.emission_t) > 1e-12 * abs(cells.expected_t)
