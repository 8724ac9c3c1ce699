-- On what the emission of the whole period rests (the weakest basis behind a cell), and
-- on what its variance rests (the basis of each parameter). Activities vary as whole
-- statistical systems, whose rows have several bases.
with

emissions as (

    select * from {{ ref('fct_emissions') }}
    where emission_t > 0

),

sensitivities as (

    select * from {{ ref('fct_sensitivities') }}
    where level in ('national', 'category')

),

parameters as (

    select * from {{ ref('dim_parameter') }}

),

variances as (

    select
        sensitivities.method_id,
        sensitivities.level as coverage_level,
        sensitivities.category_id,
        coalesce(parameters.basis, 'several') as basis,
        sum(
            sensitivities.variance_share_frac order by sensitivities.parameter_id
        ) as variance_share_frac
    from sensitivities
    left join parameters
        on sensitivities.parameter_id = parameters.parameter_id
    group by
        sensitivities.method_id,
        sensitivities.level,
        sensitivities.category_id,
        coalesce(parameters.basis, 'several')

),

cells as (

    select
        method_id,
        'national' as coverage_level,
        null as category_id,
        null as province_code,
        basis,
        emission_t
    from emissions

    union all

    select
        method_id,
        'category' as coverage_level,
        category_id,
        null as province_code,
        basis,
        emission_t
    from emissions

    union all

    select
        method_id,
        'province' as coverage_level,
        null as category_id,
        province_code,
        basis,
        emission_t
    from emissions

),

summed as (

    select
        method_id,
        coverage_level,
        category_id,
        province_code,
        basis,
        -- By size: no other key is left here, and the digits depend on the order.
        sum(emission_t order by emission_t) as emission_t
    from cells
    group by method_id, coverage_level, category_id, province_code, basis

),

shares as (

    select
        *,
        emission_t
        / {{ ordered_sum_over(
            'emission_t',
            'method_id, coverage_level, category_id, province_code',
            'basis'
        ) }} as emission_share_frac
    from summed

),

final as (

    select
        ---------- keys
        cast(coalesce(shares.method_id, variances.method_id) as varchar) as method_id,
        cast(coalesce(shares.coverage_level, variances.coverage_level) as varchar)
            as coverage_level,
        cast(coalesce(shares.category_id, variances.category_id) as varchar)
            as category_id,
        cast(shares.province_code as varchar) as province_code,
        cast(coalesce(shares.basis, variances.basis) as varchar) as basis,

        ---------- measures
        cast(shares.emission_t as double) as emission_t,
        cast(shares.emission_share_frac as double) as emission_share_frac,
        cast(variances.variance_share_frac as double) as variance_share_frac

    from shares
    full outer join variances
        on
            shares.method_id = variances.method_id
            and shares.coverage_level = variances.coverage_level
            and shares.category_id is not distinct from variances.category_id
            and shares.basis = variances.basis

)

select * from final
