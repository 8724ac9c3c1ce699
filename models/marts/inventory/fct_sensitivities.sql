with

simulations as (

    select * from {{ ref('py_inventory__simulations') }}

),

dependence_groups as (

    select * from {{ ref('stg_uncertainty__dependence_groups') }}

),

sub_sources as (

    select * from {{ ref('dim_sub_source') }}

),

sensitivities as (

    select
        method_id,
        unnest(sensitivities, recursive := true)  -- noqa: AL03
    from simulations

),

final as (

    select
        ---------- keys
        cast(sensitivities.method_id as varchar) as method_id,
        cast(sensitivities.level as varchar) as level,
        cast(sensitivities.sub_source_id as varchar) as sub_source_id,
        cast(sensitivities.category_id as varchar) as category_id,
        cast(sensitivities.parameter_id as varchar) as parameter_id,

        ---------- attributes
        cast(sensitivities.input_kind as varchar) as input_kind,
        cast(
            case
                when sensitivities.input_kind = 'factor' then 'other factors'
                when sensitivities.input_kind = 'activity_shared'
                    then dependence_groups.input_group
                when sub_sources.category_id in ('coal', 'oil', 'transport')
                    then 'consumption'
                else 'production'
            end as varchar
        ) as input_group,

        ---------- measures
        cast(sensitivities.pearson_coef as double) as pearson_coef,
        cast(sensitivities.pearson_p as double) as pearson_p,
        cast(sensitivities.pearson_adjusted_p as double) as pearson_adjusted_p,
        cast(sensitivities.spearman_coef as double) as spearman_coef,
        cast(sensitivities.spearman_p as double) as spearman_p,
        cast(sensitivities.spearman_adjusted_p as double) as spearman_adjusted_p,
        cast(sensitivities.variance_share_frac as double) as variance_share_frac,
        cast(sensitivities.variance_share_p025_frac as double)
            as variance_share_p025_frac,
        cast(sensitivities.variance_share_p975_frac as double)
            as variance_share_p975_frac,
        cast(sensitivities.first_order_frac as double) as first_order_frac,
        cast(sensitivities.influence_rank as integer) as influence_rank,
        cast(sensitivities.n_draws as integer) as n_draws

    from sensitivities
    left join dependence_groups
        on
            sensitivities.input_kind = 'activity_shared'
            and sensitivities.parameter_id
            = 'activity.' || dependence_groups.dependence_group_id
    left join sub_sources
        on
            sensitivities.input_kind = 'activity_own'
            and sensitivities.parameter_id = 'activity.' || sub_sources.sub_source_id

)

select * from final
