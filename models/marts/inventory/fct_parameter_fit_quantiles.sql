with

fits as (

    select * from {{ ref('py_inventory__parameter_fits') }}

),

quantiles as (

    select
        parameter_id,
        family,
        unnest(quantiles, recursive := true)  -- noqa: AL03
    from fits

),

final as (

    select
        ---------- keys
        cast(parameter_id as varchar) as parameter_id,
        cast(family as varchar) as family,
        cast(sample_no as integer) as sample_no,

        ---------- measures
        cast(probability_frac as double) as probability_frac,
        cast(sample_value as double) as sample_value,
        cast(fitted_value as double) as fitted_value

    from quantiles

)

select * from final
