-- Output and intensity effect together are the change of emission, exactly.
select
    effects.stage_id,
    effects.base_year,
    effects.reference_year
from {{ ref('fct_chain_decompositions') }} as effects
inner join {{ ref('fct_chain_carbon') }} as earlier
    on
        effects.stage_id = earlier.stage_id
        and effects.base_year = earlier.reference_year
inner join {{ ref('fct_chain_carbon') }} as later
    on
        effects.stage_id = later.stage_id
        and effects.reference_year = later.reference_year
where effects.effect in ('output', 'intensity')
group by
    effects.stage_id,
    effects.base_year,
    effects.reference_year,
    earlier.emission_co2_t,
    later.emission_co2_t
having
    abs(sum(effects.change_co2_t) - (later.emission_co2_t - earlier.emission_co2_t))
    > 1e-9 * earlier.emission_co2_t
