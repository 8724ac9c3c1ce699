-- A result is founded no better than the weakest of its inputs.
select
    emissions.method_id,
    emissions.province_code,
    emissions.sub_source_id,
    emissions.reference_year,
    any_value(emissions.basis) as basis
from {{ ref('fct_emissions') }} as emissions
inner join {{ ref('fct_activities') }} as activities
    on
        emissions.method_id = activities.method_id
        and emissions.province_code = activities.province_code
        and emissions.sub_source_id = activities.sub_source_id
        and emissions.reference_year = activities.reference_year
inner join {{ ref('fct_emission_factors') }} as factors
    on
        activities.method_id = factors.method_id
        and activities.province_code = factors.province_code
        and activities.sub_source_id = factors.sub_source_id
        and activities.use_id = factors.use_id
        and activities.reference_year = factors.reference_year
left join {{ ref('dim_basis') }} as bases
    on emissions.basis = bases.basis
left join {{ ref('dim_basis') }} as activity_bases
    on activities.basis = activity_bases.basis
left join {{ ref('dim_basis') }} as factor_bases
    on factors.basis = factor_bases.basis
where coalesce(activities.activity_t, activities.activity_m3) is not null
group by
    emissions.method_id,
    emissions.province_code,
    emissions.sub_source_id,
    emissions.reference_year
having
    any_value(bases.basis_rank) is distinct from greatest(
        max(activity_bases.basis_rank), max(factor_bases.basis_rank)
    )
