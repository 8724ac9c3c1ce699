-- Rank correlations as the kernels read them.
with

rank_correlations as (

    select * from {{ ref('stg_uncertainty__rank_correlations') }}

),

final as (

    select
        ---------- keys
        dependence_group_id,
        parameter_id,
        other_parameter_id,

        ---------- measures
        rank_correlation_coef

    from rank_correlations

)

select * from final
