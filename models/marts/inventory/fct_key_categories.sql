-- Key categories after IPCC (2006), volume 1, chapter 4: level (equation 4.1), trend
-- (4.2 and 4.3, written without division by a category's own emission, so that one that
-- began at zero is covered), and both weighted with uncertainty (4.4 and 4.5).
with

intervals as (

    select * from {{ ref('fct_emission_intervals') }}

),

sub_sources as (

    select * from {{ ref('dim_sub_source') }}

),

-- Sub-sources of the nation (no province) and of each province, with half of their
-- 95 % range, in percent of the emission that the scores add up.
emissions as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year,
        emission_t,
        100 * (emission_p975_t - emission_p025_t) / 2 / nullif(abs(emission_t), 0)
            as half_range_pct
    from intervals
    where
        reference_year is not null
        and level in ('cell', 'sub_source')
        and province_code is distinct from '000000'

),

levels as (

    select
        method_id,
        province_code,
        'level' as assessment,
        reference_year,
        sub_source_id,
        emission_t,
        half_range_pct,
        abs(emission_t) as score_t,
        {{ ordered_sum_over(
            'emission_t', 'method_id, province_code, reference_year', 'sub_source_id'
        ) }} as total_t
    from emissions

),

ends as (

    select
        last_year.method_id,
        last_year.province_code,
        last_year.sub_source_id,
        last_year.half_range_pct,
        first_year.emission_t as first_t,
        last_year.emission_t as last_t,
        {{ ordered_sum_over(
            'first_year.emission_t',
            'last_year.method_id, last_year.province_code', 'last_year.sub_source_id'
        ) }} as total_first_t,
        {{ ordered_sum_over(
            'last_year.emission_t',
            'last_year.method_id, last_year.province_code', 'last_year.sub_source_id'
        ) }} as total_last_t
    from emissions as last_year
    inner join emissions as first_year
        on
            last_year.method_id = first_year.method_id
            and last_year.province_code is not distinct from first_year.province_code
            and last_year.sub_source_id = first_year.sub_source_id
    where
        last_year.reference_year = {{ var('last_year') }}
        and first_year.reference_year = {{ var('first_year') }}

),

trends as (

    select
        method_id,
        province_code,
        'trend' as assessment,
        null as reference_year,
        sub_source_id,
        last_t as emission_t,
        half_range_pct,
        -- How far the category departs from where the total's growth would put it.
        abs(
            (last_t - first_t)
            - abs(first_t) * (total_last_t - total_first_t) / abs(total_first_t)
        ) as score_t,
        total_first_t as total_t
    from ends

),

assessed as (

    select * from levels
    union all
    select * from trends

),

weighted as (

    select
        assessed.*,
        weightings.has_uncertainty,
        case
            when weightings.has_uncertainty
                then assessed.score_t * coalesce(assessed.half_range_pct, 0)
            else assessed.score_t
        end as weighted_score
    from assessed
    cross join (values (false), (true)) as weightings (has_uncertainty)
    where assessed.total_t > 0

),

contributions as (

    select
        *,
        -- Nothing contributes where no score is above zero.
        coalesce(
            weighted_score
            / nullif(
                {{ ordered_sum_over(
                    'weighted_score',
                    'method_id, province_code, assessment, has_uncertainty,'
                    ~ ' reference_year',
                    'sub_source_id'
                ) }},
                0
            ),
            0
        ) as contribution_frac
    from weighted

),

ranked as (

    select
        *,
        row_number() over largest_first as contribution_rank,
        sum(contribution_frac) over largest_first as cumulative_frac
    from contributions
    window
        largest_first as (
            partition by
                method_id, province_code, assessment, has_uncertainty, reference_year
            order by contribution_frac desc, sub_source_id asc
            rows between unbounded preceding and current row
        )

),

final as (

    select
        ---------- keys
        cast(ranked.method_id as varchar) as method_id,
        cast(
            case when ranked.province_code is null then 'national' else 'province' end
            as varchar
        ) as level,
        cast(ranked.province_code as varchar) as province_code,
        cast(ranked.assessment as varchar) as assessment,
        cast(ranked.has_uncertainty as boolean) as has_uncertainty,
        cast(ranked.reference_year as integer) as reference_year,
        cast(ranked.sub_source_id as varchar) as sub_source_id,

        ---------- attributes
        cast(sub_sources.category_id as varchar) as category_id,

        ---------- measures
        cast(ranked.emission_t as double) as emission_t,
        cast(ranked.half_range_pct as double) as half_range_pct,
        cast(ranked.contribution_frac as double) as contribution_frac,
        cast(ranked.cumulative_frac as double) as cumulative_frac,
        cast(ranked.contribution_rank as integer) as contribution_rank,

        ---------- flags
        -- The largest ones up to the one that reaches the threshold.
        cast(
            ranked.contribution_frac > 0
            and ranked.cumulative_frac - ranked.contribution_frac
            < {{ var('key_category_pct') }} / 100 - 1e-12
            as boolean
        ) as is_key,
        cast(
            ranked.contribution_frac > 0
            and ranked.cumulative_frac - ranked.contribution_frac
            < {{ var('leading_category_pct') }} / 100 - 1e-12
            as boolean
        ) as is_leading

    from ranked
    left join sub_sources
        on ranked.sub_source_id = sub_sources.sub_source_id

)

select * from final
