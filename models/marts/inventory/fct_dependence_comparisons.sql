with

simulations as (

    select * from {{ ref('py_inventory__simulations') }}

),

comparisons as (

    select
        method_id,
        unnest(dependence_comparisons, recursive := true)  -- noqa: AL03
    from simulations

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(level as varchar) as level,
        cast(category_id as varchar) as category_id,
        cast(reference_year as integer) as reference_year,
        cast(scenario as varchar) as scenario,

        ---------- measures
        cast(emission_mean_t as double) as emission_mean_t,
        cast(emission_sd_t as double) as emission_sd_t,
        cast(emission_p025_t as double) as emission_p025_t,
        cast(emission_p500_t as double) as emission_p500_t,
        cast(emission_p975_t as double) as emission_p975_t,
        cast(width_ratio as double) as width_ratio

    from comparisons

)

select * from final
