-- Intervals, fits and correlations that the inventory paper speaks of. At ten thousand
-- draws a p-value says little about size; it is compared because the paper prints it.
{% set period %}'{{ var("first_year") }}-{{ var("last_year") }}'{% endset %}

with

intervals as (

    select
        *,
        coalesce(sub_source_id, category_id, 'all') as source_id,
        greatest(abs(lower_pct), abs(upper_pct)) as half_range_pct
    from {{ ref('fct_emission_intervals') }}
    where
        level in ('sub_source', 'category', 'national')
        and reference_year is null

),

fits as (

    select * from {{ ref('fct_parameter_fits') }}
    where is_selected

),

sensitivities as (

    select
        *,
        coalesce(sub_source_id, category_id, 'all') as source_id,
        case
            when parameter_id like 'activity.%' then 'activity_pearson_p'
            when parameter_id like 'release.%' then 'release_pearson_p'
            when parameter_id like 'content.%' then 'content_pearson_p'
            when parameter_id like 'application.esp%' then 'application_esp_pearson_p'
            when parameter_id like 'application.fb%' then 'application_fb_pearson_p'
            when parameter_id like 'application.wfgd%' then 'application_wfgd_pearson_p'
        end as measure
    from {{ ref('fct_sensitivities') }}

),

contrasts as (

    select
        method_id,
        min(
            case
                when source_id in ('coal', 'transport', 'waste_sd') then half_range_pct
            end
        )
        / max(case when source_id in ('oil', 'industry') then half_range_pct end)
            as uncertainty_contrast_ratio
    from intervals
    group by method_id

),

final as (

    select
        method_id,
        'interval_half_range_pct' as measure,
        source_id,
        {{ period }} as period,
        half_range_pct as computed_value
    from intervals

    union all

    select
        method_id,
        'interval_lower_pct' as measure,
        source_id,
        {{ period }} as period,
        lower_pct as computed_value
    from intervals

    union all

    select
        method_id,
        'interval_upper_pct' as measure,
        source_id,
        {{ period }} as period,
        upper_pct as computed_value
    from intervals

    union all

    select
        method_id,
        'uncertainty_contrast_ratio' as measure,
        'all' as source_id,
        {{ period }} as period,
        uncertainty_contrast_ratio as computed_value
    from contrasts

    union all

    select
        intervals.method_id,
        'normal_fit_share_pct' as measure,
        'all' as source_id,
        null as period,
        100.0 * count(
            distinct case when fits.family = 'normal' then fits.parameter_id end
        )
        / count(distinct fits.parameter_id) as computed_value
    from intervals
    cross join fits
    group by intervals.method_id

    union all

    select
        method_id,
        measure,
        source_id,
        {{ period }} as period,
        min(pearson_p) as computed_value
    from sensitivities
    where measure is not null
    group by method_id, measure, source_id

    union all

    select
        method_id,
        'pearson_min_coef' as measure,
        'all' as source_id,
        null as period,
        min(pearson_coef) as computed_value
    from sensitivities
    group by method_id

    union all

    select
        method_id,
        'pearson_max_coef' as measure,
        'all' as source_id,
        null as period,
        max(pearson_coef) as computed_value
    from sensitivities
    group by method_id

)

select * from final
