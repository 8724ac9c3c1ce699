-- A table: many models read it.
{{ config(materialized='table') }}

-- Back-calculated factor of paper_replica: printed emission over the activity of the
-- same years; a sub-source may take the factor of another.
with

anchors as (

    select * from {{ ref('int_inventory__anchor_emissions') }}

),

activities as (

    select * from {{ ref('int_inventory__activities') }}
    where method_id = 'paper_replica'

),

national as (

    select
        sub_source_id,
        reference_year,
        sum(coalesce(activity_t, activity_m3) order by province_code, use_id)
            as activity_value,
        case when count(activity_m3) > 0 then 'm3' else 't' end as activity_unit,
        {{ weakest_basis_of_group('basis') }} as basis
    from activities
    group by sub_source_id, reference_year

),

anchored_years as (

    select
        sub_source_id,
        unnest(reference_years) as reference_year
    from anchors

),

anchored_activity as (

    select
        anchored_years.sub_source_id,
        sum(national.activity_value order by national.reference_year)
            as activity_value,
        {{ weakest_basis_of_group('national.basis') }} as basis
    from anchored_years
    inner join national
        on
            anchored_years.sub_source_id = national.sub_source_id
            and anchored_years.reference_year = national.reference_year
    group by anchored_years.sub_source_id

),

whole_period as (

    select
        sub_source_id,
        max(activity_unit) as activity_unit,
        sum(activity_value order by reference_year) as activity_value
    from national
    group by sub_source_id

),

direct as (

    select
        anchors.sub_source_id,
        {{ t_to_kg('anchors.emission_t') }} / anchored_activity.activity_value
            as factor_value
    from anchors
    inner join anchored_activity
        on anchors.sub_source_id = anchored_activity.sub_source_id

),

final as (

    select
        ---------- keys
        anchors.sub_source_id,

        ---------- attributes
        whole_period.activity_unit,

        ---------- measures
        whole_period.activity_value as period_activity_value,
        coalesce(direct.factor_value, same_factor.factor_value) as factor_value,
        {{ emitted_t(
            'coalesce(direct.factor_value, same_factor.factor_value)',
            'whole_period.activity_value'
        ) }} as period_emission_t,

        ---------- provenance
        anchors.source_key,
        anchors.source_locator,
        {{ weakest_basis(["'derived'", 'anchors.basis', 'anchored_activity.basis']) }}
            as basis,
        anchors.note

    from anchors
    inner join anchored_activity
        on anchors.sub_source_id = anchored_activity.sub_source_id
    inner join whole_period
        on anchors.sub_source_id = whole_period.sub_source_id
    inner join direct
        on anchors.sub_source_id = direct.sub_source_id
    left join direct as same_factor
        on anchors.same_factor_as = same_factor.sub_source_id

)

select * from final
