-- paper_replica is calibrated to the printed emissions: over the years of an anchor it
-- returns the anchor. Arithmetic, never evidence.
with

anchors as (

    select
        sub_source_id,
        emission_t,
        unnest(reference_years) as reference_year
    from {{ ref('int_inventory__anchor_emissions') }}
    where emission_t is not null

)

select
    anchors.sub_source_id,
    any_value(anchors.emission_t) as anchor_t,
    sum(emissions.emission_t) as replica_t
from anchors
left join {{ ref('fct_emissions') }} as emissions
    on
        anchors.sub_source_id = emissions.sub_source_id
        and anchors.reference_year = emissions.reference_year
        and emissions.method_id = 'paper_replica'
group by anchors.sub_source_id
having
    sum(emissions.emission_t) is null
    or abs(sum(emissions.emission_t) / any_value(anchors.emission_t) - 1) > 1e-9
