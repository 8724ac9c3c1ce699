-- The effects of activity, structure and factors add up to the change, and the change is
-- the one between the emissions of the first and the last year.
with

emissions as (

    select
        method_id,
        province_code,
        sub_source_id,
        sum(emission_t) filter (where reference_year = {{ var('first_year') }})
            as first_t,
        sum(emission_t) filter (where reference_year = {{ var('last_year') }})
            as last_t
    from {{ ref('fct_emissions') }}
    group by method_id, province_code, sub_source_id

)

select
    emissions.method_id,
    emissions.province_code,
    emissions.sub_source_id,
    emissions.first_t,
    emissions.last_t,
    drivers.emission_change_t
from emissions
left join {{ ref('fct_emission_drivers') }} as drivers
    on
        emissions.method_id = drivers.method_id
        and emissions.province_code = drivers.province_code
        and emissions.sub_source_id = drivers.sub_source_id
where
    emissions.first_t is not null
    and emissions.last_t is not null
    and (
        drivers.method_id is null
        or abs(drivers.emission_first_year_t - emissions.first_t)
        > 1e-9 * emissions.first_t
        or abs(drivers.emission_last_year_t - emissions.last_t)
        > 1e-9 * emissions.last_t
        or abs(
            drivers.activity_effect_t
            + drivers.structure_effect_t
            + drivers.factor_effect_t
            - drivers.emission_change_t
        )
        > 1e-9 * (emissions.first_t + emissions.last_t)
        or not isfinite(drivers.activity_effect_t)
        or not isfinite(drivers.structure_effect_t)
        or not isfinite(drivers.factor_effect_t)
    )
