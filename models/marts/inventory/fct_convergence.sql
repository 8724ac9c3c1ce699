with

simulations as (

    select * from {{ ref('py_inventory__simulations') }}

),

convergence as (

    select
        method_id,
        unnest(convergence, recursive := true)  -- noqa: AL03
    from simulations

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(level as varchar) as level,
        cast(case when level = 'category' then key end as varchar) as category_id,
        cast(n_draws as integer) as n_draws,

        ---------- measures
        cast(emission_mean_t as double) as emission_mean_t,
        cast(emission_sd_t as double) as emission_sd_t,
        cast(emission_p025_t as double) as emission_p025_t,
        cast(emission_p500_t as double) as emission_p500_t,
        cast(emission_p975_t as double) as emission_p975_t,
        cast(emission_sd_t / sqrt(n_draws) as double) as mean_se_t,
        cast(emission_p025_se_t as double) as emission_p025_se_t,
        cast(emission_p975_se_t as double) as emission_p975_se_t,
        cast(largest_se_pct as double) as largest_se_pct

    from convergence

)

select * from final
