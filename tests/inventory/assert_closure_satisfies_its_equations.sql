-- Known emissions and closed ones add up to each printed group total, the point taken
-- lies within its interval, and none is negative.
with

members as (

    select
        system.equation_id,
        system.equation_total_t,
        coalesce(system.known_emission_t, closure.emission_mid_t) as emission_t,
        system.known_emission_t is null
        and (
            closure.emission_mid_t is null
            or closure.emission_low_t < 0
            or closure.emission_mid_t not between
            closure.emission_low_t - 1e-6 and closure.emission_high_t + 1e-6
        ) as is_outside
    from {{ ref('int_inventory__closure_system') }} as system
    left join {{ ref('fct_closure_intervals') }} as closure
        on system.sub_source_id = closure.sub_source_id

)

select
    equation_id,
    any_value(equation_total_t) as equation_total_t,
    sum(emission_t) as members_t
from members
group by equation_id
having
    bool_or(is_outside)
    or count(*) != count(emission_t)
    -- The corners of the linear programme are kept to 1e-6 t.
    or abs(sum(emission_t) - any_value(equation_total_t)) > 1e-5
