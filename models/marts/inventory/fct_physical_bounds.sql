-- What a factor releases against what the fuel or waste contains.
with

factors as (

    select * from {{ ref('fct_emission_factors') }}

),

methods as (

    select * from {{ ref('dim_method') }}

),

bounds as (

    select * from {{ ref('stg_method__content_bounds') }}

),

parameters as (

    select * from {{ ref('int_inventory__factor_parameters') }}

),

final as (

    select distinct
        ---------- keys
        cast(factors.method_id as varchar) as method_id,
        cast(factors.province_code as varchar) as province_code,
        cast(factors.sub_source_id as varchar) as sub_source_id,
        cast(factors.use_id as varchar) as use_id,

        ---------- attributes
        cast(bounds.parameter_id as varchar) as content_parameter_id,

        ---------- measures
        cast(factors.factor_kg_per_t as double) as released_kg_per_t,
        cast(parameters.point_value as double) as contained_kg_per_t,
        cast(factors.factor_kg_per_t / parameters.point_value as double)
            as released_over_contained_ratio,

        ---------- flags
        -- A rounding error of the products is no breach.
        factors.factor_kg_per_t > parameters.point_value * (1 + 1e-12) as is_breach,
        cast(methods.is_bound_enforced as boolean) as is_bound_enforced,

        ---------- provenance
        cast(parameters.source_key as varchar) as source_key,
        cast(parameters.basis as varchar) as basis

    from factors
    inner join bounds
        on factors.sub_source_id = bounds.sub_source_id
    inner join parameters
        on bounds.parameter_id = parameters.parameter_id
    inner join methods
        on factors.method_id = methods.method_id
    where factors.factor_kg_per_t is not null

)

select * from final
