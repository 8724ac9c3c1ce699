with

activities as (

    select * from {{ ref('fct_activities') }}

),

factors as (

    select * from {{ ref('fct_emission_factors') }}

),

sub_sources as (

    select * from {{ ref('dim_sub_source') }}

),

provinces as (

    select * from {{ ref('dim_province') }}

),

cells as (

    select
        activities.method_id,
        activities.province_code,
        activities.sub_source_id,
        activities.use_id,
        activities.reference_year,
        activities.notation_key,
        activities.is_imputed,
        coalesce(
            {{ emitted_t('activities.activity_t', 'factors.factor_kg_per_t') }},
            {{ emitted_t('activities.activity_m3', 'factors.factor_kg_per_m3') }}
        ) as emission_t,
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

),

summed as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year,
        -- A fixed order of summation, so that every build gives the same bits.
        sum(emission_t order by use_id) as emission_t,
        case
            when sum(emission_t) is null then any_value(notation_key)
            when sum(emission_t) = 0 then 'NO'
        end as notation_key,
        bool_or(is_imputed) as is_imputed,
        {{ weakest_basis_of_group('basis') }} as basis
    from cells
    group by method_id, province_code, sub_source_id, reference_year

),

final as (

    select
        ---------- keys
        cast(summed.method_id as varchar) as method_id,
        cast(summed.province_code as varchar) as province_code,
        cast(summed.sub_source_id as varchar) as sub_source_id,
        cast(summed.reference_year as integer) as reference_year,

        ---------- attributes
        cast(sub_sources.category_id as varchar) as category_id,
        cast(provinces.region_id as varchar) as region_id,
        cast(sub_sources.receptor_id as varchar) as receptor_id,
        cast(summed.notation_key as varchar) as notation_key,

        ---------- measures
        cast(summed.emission_t as double) as emission_t,

        ---------- flags
        cast(summed.is_imputed as boolean) as is_imputed,

        ---------- provenance
        cast(summed.basis as varchar) as basis

    from summed
    left join sub_sources
        on summed.sub_source_id = sub_sources.sub_source_id
    left join provinces
        on summed.province_code = provinces.province_code

)

select * from final
