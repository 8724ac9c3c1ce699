-- Approach 1 (first order) beside Approach 2 (the draws); where a bound differs by more
-- than 10 % of the half range, the reasons that apply.
with

simulations as (

    select * from {{ ref('py_inventory__simulations') }}

),

propagated as (

    select
        method_id,
        unnest(error_propagation, recursive := true)  -- noqa: AL03
    from simulations

),

intervals as (

    select * from {{ ref('fct_emission_intervals') }}

),

compared as (

    select
        propagated.*,
        ends_with(propagated.level, '_trend') as is_trend,
        intervals.basis,
        intervals.emission_sd_t as drawn_sd_t,
        case
            when ends_with(propagated.level, '_trend')
                then intervals.change_p500_pct - intervals.change_p025_pct
            else
                100 * (propagated.emission_t - intervals.emission_p025_t)
                / nullif(abs(propagated.emission_t), 0)
        end as drawn_below_pct,
        case
            when ends_with(propagated.level, '_trend')
                then intervals.change_p975_pct - intervals.change_p500_pct
            else
                100 * (intervals.emission_p975_t - propagated.emission_t)
                / nullif(abs(propagated.emission_t), 0)
        end as drawn_above_pct,
        (intervals.emission_p975_t - intervals.emission_p500_t)
        / nullif(intervals.emission_p500_t - intervals.emission_p025_t, 0)
            as asymmetry_ratio
    from propagated
    inner join intervals
        on
            propagated.level = intervals.level
            and {{ is_same_sum('propagated', 'intervals') }}

),

judged as (

    select
        *,
        100
        * greatest(
            abs(half_range_pct - drawn_below_pct),
            abs(half_range_pct - drawn_above_pct)
        )
        / nullif((drawn_below_pct + drawn_above_pct) / 2, 0) as difference_pct
    from compared

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(level as varchar) as level,
        cast(province_code as varchar) as province_code,
        cast(region_id as varchar) as region_id,
        cast(sub_source_id as varchar) as sub_source_id,
        cast(category_id as varchar) as category_id,
        cast(receptor_id as varchar) as receptor_id,
        cast(reference_year as integer) as reference_year,

        ---------- attributes
        cast(
            case
                when difference_pct > 10
                    then
                        coalesce(
                            nullif(
                                array_to_string(
                                    list_filter(
                                        [
                                            case
                                                when abs(asymmetry_ratio - 1) > 0.1
                                                    then 'skew'
                                            end,
                                            case
                                                when abs(centre_shift_ratio) > 0.1
                                                    then
                                                        'truncation or other laws '
                                                        || 'whose mean is not the '
                                                        || 'point value'
                                            end,
                                            case
                                                when
                                                    abs(correlated_share_frac) > 0.05
                                                    or composition_share_frac > 0.05
                                                    then 'dependence'
                                            end
                                        ],
                                        lambda reason: reason is not null
                                    ),
                                    '; '
                                ),
                                ''
                            ),
                            'products of wide spreads'
                        )
            end as varchar
        ) as reason,

        ---------- measures
        cast(emission_t as double) as emission_t,
        cast(emission_sd_t as double) as emission_sd_t,
        cast(drawn_sd_t as double) as approach_2_sd_t,
        cast(-half_range_pct as double) as lower_pct,
        cast(half_range_pct as double) as upper_pct,
        cast(-drawn_below_pct as double) as approach_2_lower_pct,
        cast(drawn_above_pct as double) as approach_2_upper_pct,
        cast(difference_pct as double) as difference_pct,
        cast(centre_shift_ratio as double) as centre_shift_ratio,
        cast(correlated_share_frac as double) as correlated_share_frac,
        cast(composition_share_frac as double) as composition_share_frac,

        ---------- flags
        cast(is_trend as boolean) as is_trend,

        ---------- provenance
        cast(basis as varchar) as basis

    from judged

)

select * from final
