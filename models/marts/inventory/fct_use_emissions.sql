-- A view: two tables joined, nothing new but the product. The one place in the marts
-- where activity meets factor; what shows or sums an emission reads it here.
{{ config(materialized='view') }}

with

activities as (

    select * from {{ ref('fct_activities') }}

),

factors as (

    select * from {{ ref('fct_emission_factors') }}

),

final as (

    select
        ---------- keys
        activities.method_id,
        activities.province_code,
        activities.sub_source_id,
        activities.use_id,
        activities.reference_year,

        ---------- attributes
        factors.node_id,
        factors.resolution_tier,
        activities.notation_key,
        activities.series_ids,

        ---------- measures
        activities.activity_t,
        activities.activity_m3,
        factors.factor_kg_per_t,
        factors.factor_kg_per_m3,
        coalesce(
            {{ emitted_t('activities.activity_t', 'factors.factor_kg_per_t') }},
            {{ emitted_t('activities.activity_m3', 'factors.factor_kg_per_m3') }}
        ) as emission_t,

        ---------- flags
        activities.is_imputed,

        ---------- provenance
        activities.source_key as activity_source_key,
        activities.source_locator as activity_source_locator,
        activities.seed_file as activity_seed_file,
        activities.basis as activity_basis,
        factors.basis as factor_basis,
        case
            when coalesce(activities.activity_t, activities.activity_m3) is not null
                then {{ weakest_basis(['activities.basis', 'factors.basis']) }}
        end as basis

    from activities
    left join factors
        on
            activities.method_id = factors.method_id
            and activities.province_code = factors.province_code
            and activities.sub_source_id = factors.sub_source_id
            and activities.use_id = factors.use_id
            and activities.reference_year = factors.reference_year

)

select * from final
