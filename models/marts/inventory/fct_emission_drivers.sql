-- Additive LMDI-I (Ang 2005) of the change from the first to the last year: total
-- activity of the sub-source, its split over uses, and the factors. A cell that starts
-- or ends at zero has no logarithm: its change is booked as activity.
with

uses as (

    select
        *,
        coalesce(activity_t, activity_m3) as activity_value,
        coalesce(factor_kg_per_t, factor_kg_per_m3) as factor_value
    from {{ ref('fct_use_emissions') }}
    where emission_t is not null

),

cells as (

    select
        method_id,
        province_code,
        sub_source_id,
        use_id,
        reference_year,
        activity_value,
        {{ ordered_sum_over(
            'activity_value',
            'method_id, province_code, sub_source_id, reference_year',
            'use_id'
        ) }} as total_activity_value,
        factor_value,
        emission_t
    from uses

),

changes as (

    select
        start_cells.method_id,
        start_cells.province_code,
        start_cells.sub_source_id,
        start_cells.use_id,
        start_cells.emission_t as start_t,
        end_cells.emission_t as end_t,
        start_cells.emission_t > 0 and end_cells.emission_t > 0 as has_logarithm,
        case
            when not (start_cells.emission_t > 0 and end_cells.emission_t > 0) then null
            -- The logarithmic mean of two equal numbers is the number.
            when
                abs(end_cells.emission_t / start_cells.emission_t - 1) < 1e-12
                then start_cells.emission_t
            else
                (end_cells.emission_t - start_cells.emission_t)
                / ln(end_cells.emission_t / start_cells.emission_t)
        end as log_mean_t,
        end_cells.total_activity_value / start_cells.total_activity_value
            as activity_ratio,
        (end_cells.activity_value / end_cells.total_activity_value)
        / (start_cells.activity_value / start_cells.total_activity_value)
            as structure_ratio,
        end_cells.factor_value / start_cells.factor_value as factor_ratio
    from cells as start_cells
    inner join cells as end_cells
        on
            start_cells.method_id = end_cells.method_id
            and start_cells.province_code = end_cells.province_code
            and start_cells.sub_source_id = end_cells.sub_source_id
            and start_cells.use_id = end_cells.use_id
    where
        start_cells.reference_year = {{ var('first_year') }}
        and end_cells.reference_year = {{ var('last_year') }}

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(province_code as varchar) as province_code,
        cast(sub_source_id as varchar) as sub_source_id,

        ---------- measures
        cast(sum(start_t order by use_id) as double) as emission_first_year_t,
        cast(sum(end_t order by use_id) as double) as emission_last_year_t,
        cast(
            sum(end_t order by use_id) - sum(start_t order by use_id) as double
        ) as emission_change_t,
        cast(
            sum(
                case
                    when has_logarithm then log_mean_t * ln(activity_ratio)
                    else end_t - start_t
                end
                order by use_id
            ) as double
        ) as activity_effect_t,
        cast(
            sum(
                case when has_logarithm then log_mean_t * ln(structure_ratio) else 0 end
                order by use_id
            )
            as double
        ) as structure_effect_t,
        cast(
            sum(
                case when has_logarithm then log_mean_t * ln(factor_ratio) else 0 end
                order by use_id
            )
            as double
        ) as factor_effect_t

    from changes
    group by method_id, province_code, sub_source_id

)

select * from final
