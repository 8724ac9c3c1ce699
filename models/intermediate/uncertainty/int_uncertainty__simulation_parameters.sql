-- The factor parameters as the kernels read them.
with

parameters as (

    select * from {{ ref('dim_parameter') }}

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        family,

        ---------- measures
        point_value,
        cv_frac,
        sd_value as sd,
        factor_95_ratio,
        low_value as low,
        mode_value as mode,
        high_value as high,
        lower_bound_value as lower_bound,
        upper_bound_value as upper_bound,

        ---------- provenance
        spread_seed_file as seed_file

    from parameters
    where parameter_kind = 'factor' and is_used

)

select * from final
