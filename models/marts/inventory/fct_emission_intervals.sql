with

simulations as (

    select * from {{ ref('py_inventory__simulations') }}

),

emissions as (

    select * from {{ ref('fct_emissions') }}

),

intervals as (

    select
        method_id,
        unnest(intervals, recursive := true)  -- noqa: AL03
    from simulations

),

-- Weakest basis of what each level adds up; a key a level does not use is null.
bases as (

    select
        method_id,
        province_code,
        region_id,
        sub_source_id,
        category_id,
        receptor_id,
        reference_year,
        grouping(province_code) as is_any_province,
        grouping(region_id) as is_any_region,
        {{ weakest_basis_of_group('basis') }} as basis
    from emissions
    where emission_t is not null
    group by
        grouping sets (
            (method_id, province_code, sub_source_id, reference_year),
            (method_id, province_code, sub_source_id),
            (method_id, province_code, category_id, reference_year),
            (method_id, province_code, category_id),
            (method_id, province_code, receptor_id, reference_year),
            (method_id, province_code, receptor_id),
            (method_id, province_code, reference_year),
            (method_id, province_code),
            (method_id, sub_source_id, reference_year),
            (method_id, sub_source_id),
            (method_id, category_id, reference_year),
            (method_id, category_id),
            (method_id, receptor_id, reference_year),
            (method_id, receptor_id),
            (method_id, region_id, reference_year),
            (method_id, region_id),
            (method_id, reference_year),
            (method_id)
        )

),

final as (

    select
        ---------- keys
        cast(intervals.method_id as varchar) as method_id,
        cast(intervals.level as varchar) as level,
        cast(intervals.province_code as varchar) as province_code,
        cast(intervals.region_id as varchar) as region_id,
        cast(intervals.sub_source_id as varchar) as sub_source_id,
        cast(intervals.category_id as varchar) as category_id,
        cast(intervals.receptor_id as varchar) as receptor_id,
        cast(intervals.reference_year as integer) as reference_year,

        ---------- measures
        cast(intervals.emission_t as double) as emission_t,
        cast(intervals.emission_mean_t as double) as emission_mean_t,
        cast(intervals.emission_sd_t as double) as emission_sd_t,
        cast(intervals.emission_p025_t as double) as emission_p025_t,
        cast(intervals.emission_p500_t as double) as emission_p500_t,
        cast(intervals.emission_p975_t as double) as emission_p975_t,
        -- Over the size of the mean, so that a falling trend has its lower end below.
        cast(
            100 * (intervals.emission_p025_t - intervals.emission_mean_t)
            / nullif(abs(intervals.emission_mean_t), 0)
            as double
        ) as lower_pct,
        cast(
            100 * (intervals.emission_p975_t - intervals.emission_mean_t)
            / nullif(abs(intervals.emission_mean_t), 0)
            as double
        ) as upper_pct,
        cast(intervals.change_p025_pct as double) as change_p025_pct,
        cast(intervals.change_p500_pct as double) as change_p500_pct,
        cast(intervals.change_p975_pct as double) as change_p975_pct,
        cast(intervals.emission_sd_t / sqrt(intervals.n_draws) as double) as mean_se_t,
        cast(intervals.emission_p025_se_t as double) as emission_p025_se_t,
        cast(intervals.emission_p975_se_t as double) as emission_p975_se_t,
        cast(intervals.n_draws as integer) as n_draws,

        ---------- provenance
        cast(bases.basis as varchar) as basis

    from intervals
    left join bases
        on
            {{ is_same_sum('intervals', 'bases') }}
            -- The unallocated cell has no region of its own.
            and not (
                bases.is_any_region = 0 and bases.region_id is null
            )

)

select * from final
