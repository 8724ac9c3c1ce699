with

stages as (

    select * from {{ ref('dim_stage') }}

),

metrics as (

    select * from {{ ref('stg_chain_paper__metrics') }}

),

measures as (

    select * from {{ ref('py_chain__measures') }}

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'carbon'

),

printed as (

    select
        'published_replica' as track,
        stages.stage_id,
        intensities.metric_value as carbon_intensity_tco2e_per_t,
        emissions.metric_value as emission_co2_t,
        case
            when intensities.metric_value is null then 'intensity missing'
            when emissions.metric_value is null then 'emission missing'
            else 'stored'
        end as status,
        coalesce(intensities.source_key, emissions.source_key) as source_key,
        coalesce(intensities.source_locator, emissions.source_locator)
            as source_locator,
        coalesce(intensities.basis, emissions.basis) as basis
    from stages
    left join metrics as intensities
        on
            stages.stage_id = intensities.stage_id
            and intensities.metric in ('carbon_intensity', 'carbon_intensity_mean')
    left join metrics as emissions
        on
            stages.stage_id = emissions.stage_id
            and emissions.metric = 'carbon_emission'

),

drawn as (

    select
        'physical' as track,
        measures.stage_id,
        measures.reference_year,
        'scenario' as status,
        max(bases.basis) as basis,
        {{ chain_interval('carbon_intensity', 'carbon_intensity', 'tco2e_per_t') }},
        {{ chain_interval('carbon_intensity_v', 'carbon_intensity_v', 'tco2e_per_t') }},
        {{ chain_interval('emission_co2', 'emission_co2', 't') }},
        {{ chain_interval('embodied_carbon_v', 'embodied_carbon_v', 'tco2e_per_t') }}
    from measures
    inner join bases
        on
            measures.stage_id = bases.stage_id
            and measures.reference_year = bases.reference_year
    where
        measures.track = 'physical'
        and measures.measure in (
            'carbon_intensity',
            'carbon_intensity_v',
            'emission_co2',
            'embodied_carbon_v'
        )
    group by measures.stage_id, measures.reference_year

),

unioned as (

    select * from printed
    union all by name
    select * from drawn

),

final as (

    select
        ---------- keys
        cast(track as varchar) as track,
        cast(stage_id as varchar) as stage_id,
        cast(reference_year as integer) as reference_year,

        ---------- attributes
        cast(status as varchar) as status,
        cast(
            case
                when track = 'published_replica' then 'not stated'
                when stage_id = 's1' then 't CO2 per t V'
                else 't CO2 per t product'
            end as varchar
        ) as intensity_unit,

        ---------- measures
        cast(carbon_intensity_tco2e_per_t as double) as carbon_intensity_tco2e_per_t,
        carbon_intensity_p025_tco2e_per_t,
        carbon_intensity_p500_tco2e_per_t,
        carbon_intensity_p975_tco2e_per_t,
        carbon_intensity_v_tco2e_per_t,
        carbon_intensity_v_p025_tco2e_per_t,
        carbon_intensity_v_p500_tco2e_per_t,
        carbon_intensity_v_p975_tco2e_per_t,
        cast(emission_co2_t as double) as emission_co2_t,
        emission_co2_p025_t,
        emission_co2_p500_t,
        emission_co2_p975_t,
        embodied_carbon_v_tco2e_per_t,
        embodied_carbon_v_p025_tco2e_per_t,
        embodied_carbon_v_p500_tco2e_per_t,
        embodied_carbon_v_p975_tco2e_per_t,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis

    from unioned

)

select * from final
