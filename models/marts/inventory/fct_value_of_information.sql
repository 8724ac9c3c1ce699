with

simulations as (

    select * from {{ ref('py_inventory__simulations') }}

),

parameters as (

    select * from {{ ref('dim_parameter') }}

),

information_values as (

    select
        method_id,
        unnest(information_values, recursive := true)  -- noqa: AL03
    from simulations

),

final as (

    select
        ---------- keys
        cast(information_values.method_id as varchar) as method_id,
        cast(information_values.parameter_id as varchar) as parameter_id,

        ---------- attributes
        cast(information_values.input_kind as varchar) as input_kind,

        ---------- measures
        cast(information_values.interval_width_t as double) as interval_width_t,
        cast(information_values.halved_width_t as double) as halved_width_t,
        cast(information_values.width_reduction_pct as double) as width_reduction_pct,
        cast(information_values.value_rank as integer) as value_rank,

        ---------- provenance
        cast(parameters.spread_basis as varchar) as basis

    from information_values
    left join parameters
        on information_values.parameter_id = parameters.parameter_id

)

select * from final
