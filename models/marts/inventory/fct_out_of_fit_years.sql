-- paper_replica against print in single years: its factors are fitted to five-year (or
-- two-year) sums, so a single year and the growth between two are tests.
with

claims as (

    select * from {{ ref('stg_papers__claims') }}
    where
        paper_id = 'inventory'
        and measure = 'emission_t'
        and place_id = 'china'
        and period in ('{{ var("first_year") }}', '{{ var("last_year") }}')
        and (sub_source_id is not null or source_id = 'all')

),

emissions as (

    select * from {{ ref('fct_emissions') }}
    where method_id = 'paper_replica'

),

anchors as (

    select * from {{ ref('int_inventory__anchor_emissions') }}

),

printed as (

    select
        source_id as sub_source_id,
        cast(period as integer) as reference_year,
        -- The total stands twice in the paper, in section 3.2 and in the conclusions.
        any_value(printed_number) as printed_t,
        any_value(repaired_number) as repaired_t
    from claims
    group by source_id, period

),

computed as (

    select
        sub_source_id,
        reference_year,
        sum(emission_t order by province_code) as computed_t
    from emissions
    group by sub_source_id, reference_year

    union all

    select
        'all' as sub_source_id,
        reference_year,
        sum(emission_t order by province_code, sub_source_id) as computed_t
    from emissions
    group by reference_year

),

years as (

    select
        printed.sub_source_id,
        printed.reference_year,
        printed.printed_t,
        printed.repaired_t,
        computed.computed_t
    from printed
    inner join computed
        on
            printed.sub_source_id = computed.sub_source_id
            and printed.reference_year = computed.reference_year

),

final as (

    select
        ---------- keys
        cast(first_years.sub_source_id as varchar) as sub_source_id,

        ---------- attributes
        cast(
            case len(anchors.reference_years)
                when 2 then 'sum of the two years'
                when 5 then 'sum of the five years'
                else 'not fitted'
            end as varchar
        ) as fitted_to,

        ---------- measures
        cast(first_years.printed_t as double) as printed_first_year_t,
        cast(first_years.repaired_t as double) as repaired_first_year_t,
        cast(first_years.computed_t as double) as computed_first_year_t,
        cast(100 * (first_years.computed_t / first_years.printed_t - 1) as double)
            as difference_first_year_pct,
        cast(last_years.printed_t as double) as printed_last_year_t,
        cast(last_years.repaired_t as double) as repaired_last_year_t,
        cast(last_years.computed_t as double) as computed_last_year_t,
        cast(100 * (last_years.computed_t / last_years.printed_t - 1) as double)
            as difference_last_year_pct,
        cast(100 * (last_years.printed_t / first_years.printed_t - 1) as double)
            as printed_growth_pct,
        cast(
            100 * (
                coalesce(last_years.repaired_t, last_years.printed_t)
                / coalesce(first_years.repaired_t, first_years.printed_t)
                - 1
            ) as double
        ) as repaired_growth_pct,
        cast(100 * (last_years.computed_t / first_years.computed_t - 1) as double)
            as computed_growth_pct

    from years as first_years
    inner join years as last_years
        on
            first_years.sub_source_id = last_years.sub_source_id
            and first_years.reference_year < last_years.reference_year
    left join anchors
        on first_years.sub_source_id = anchors.sub_source_id

)

select * from final
