-- On what the emission of the whole period rests: the weakest basis behind each cell.
with

emissions as (

    select * from {{ ref('fct_emissions') }}
    where emission_t > 0

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
        sum(emission_t) as emission_t
    from cells
    group by method_id, coverage_level, category_id, province_code, basis

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(coverage_level as varchar) as coverage_level,
        cast(category_id as varchar) as category_id,
        cast(province_code as varchar) as province_code,
        cast(basis as varchar) as basis,

        ---------- measures
        cast(emission_t as double) as emission_t,
        cast(
            emission_t / sum(emission_t) over (
                partition by method_id, coverage_level, category_id, province_code
            ) as double
        ) as emission_share_frac

    from summed

)

select * from final
