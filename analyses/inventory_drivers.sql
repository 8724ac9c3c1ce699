-- Section 3.2 and the abstract, 'shaped by regional activity levels', over time: the
-- change 2015-2019 split into the effects of activity, of the mix of uses and of the
-- factors (LMDI, sums exactly), for provinces, regions and China. A method whose
-- factors do not vary by year has a factor effect of zero by construction: its whole
-- change is activity because it assumes so, and that is no evidence for the claim.
-- Run in the DuckDB shell: .read analyses/inventory_drivers.sql
with

drivers as (

    select * from fct_emission_drivers

),

provinces as (

    select * from dim_province

),

regions as (

    select * from dim_region

),

placed as (

    select
        drivers.method_id,
        drivers.province_code,
        provinces.province_name,
        regions.region_id,
        regions.region_name,
        drivers.emission_change_t,
        drivers.activity_effect_t,
        drivers.structure_effect_t,
        drivers.factor_effect_t
    from drivers
    inner join provinces
        on drivers.province_code = provinces.province_code
    left join regions
        on provinces.region_id = regions.region_id

),

summed as (

    select
        method_id,
        case
            when grouping(province_code) = 0 then 'province'
            when grouping(region_id) = 0 then 'region'
            else 'china'
        end as area_kind,
        coalesce(province_code, region_id, '000000') as area_id,
        coalesce(province_name, region_name, 'China') as area_name,
        sum(emission_change_t) as emission_change_t,
        sum(activity_effect_t) as activity_effect_t,
        sum(structure_effect_t) as structure_effect_t,
        sum(factor_effect_t) as factor_effect_t
    from placed
    group by
        method_id,
        grouping sets (
            (province_code, province_name),
            (region_id, region_name),
            ()
        )

),

final as (

    select
        ---------- keys
        area_kind,
        area_id,

        ---------- attributes
        area_name,

        ---------- measures
        max(emission_change_t) filter (
            where method_id = 'paper_replica'
        ) as change_paper_replica_t,
        max(activity_effect_t) filter (
            where method_id = 'paper_replica'
        ) as activity_effect_paper_replica_t,
        max(structure_effect_t) filter (
            where method_id = 'paper_replica'
        ) as structure_effect_paper_replica_t,
        max(factor_effect_t) filter (
            where method_id = 'paper_replica'
        ) as factor_effect_paper_replica_t,
        max(emission_change_t) filter (
            where method_id = 'literature'
        ) as change_literature_t,
        max(activity_effect_t) filter (
            where method_id = 'literature'
        ) as activity_effect_literature_t,
        max(structure_effect_t) filter (
            where method_id = 'literature'
        ) as structure_effect_literature_t,
        max(factor_effect_t) filter (
            where method_id = 'literature'
        ) as factor_effect_literature_t

    from summed
    -- What no province or region is known for is in the row of China alone.
    where area_kind = 'china' or area_id != '000000'
    group by area_kind, area_id, area_name

)

select * from final
order by area_kind, area_id
