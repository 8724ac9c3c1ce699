-- Observed values that distributions are fitted to: vanadium in particulate matter by
-- source, growth of activities across provinces (last year over first year, where both
-- are above zero).
with

v_in_pm as (

    select * from {{ ref('stg_speciate__v_in_pm') }}

),

source_classes as (

    select * from {{ ref('stg_speciate__source_classes') }}

),

activities as (

    select * from {{ ref('int_inventory__activities') }}

),

methods as (

    select * from {{ ref('dim_method') }}

),

v_in_pm_samples as (

    select
        source_classes.parameter_id,
        v_in_pm.sample_id,
        'v_in_pm' as sample_kind,
        'frac' as unit,
        v_in_pm.v_in_pm_frac as sample_value,
        case
            when source_classes.non_detect_rule = 'limit_over_root_2'
                then v_in_pm.uncertainty_frac
        end as detection_limit_value,
        v_in_pm.is_below_detection,
        v_in_pm.seed_file
    from v_in_pm
    inner join source_classes
        on v_in_pm.source_class = source_classes.source_class
    where v_in_pm.is_independent

),

growth_samples as (

    select
        'growth.' || last_year.sub_source_id as parameter_id,
        last_year.province_code as sample_id,
        'growth' as sample_kind,
        'ratio' as unit,
        sum(
            coalesce(last_year.activity_t, last_year.activity_m3)
            order by last_year.use_id
        )
        / sum(
            coalesce(first_year.activity_t, first_year.activity_m3)
            order by first_year.use_id
        ) as sample_value,
        null as detection_limit_value,
        false as is_below_detection,
        min(last_year.seed_file) as seed_file
    from activities as last_year
    inner join activities as first_year
        on
            last_year.method_id = first_year.method_id
            and last_year.province_code = first_year.province_code
            and last_year.sub_source_id = first_year.sub_source_id
            and last_year.use_id = first_year.use_id
    inner join methods
        on last_year.method_id = methods.method_id
    where
        methods.is_headline
        and first_year.reference_year = {{ var('first_year') }}
        and last_year.reference_year = {{ var('last_year') }}
        and not first_year.is_imputed
        and not last_year.is_imputed
    group by last_year.sub_source_id, last_year.province_code
    having
        sum(coalesce(first_year.activity_t, first_year.activity_m3)) > 0
        and sum(coalesce(last_year.activity_t, last_year.activity_m3)) > 0
    -- Two provinces show no distribution of growth.
    qualify count(*) over (partition by last_year.sub_source_id) >= 3

),

final as (

    select * from v_in_pm_samples
    union all
    select * from growth_samples

)

select * from final
