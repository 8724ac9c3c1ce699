-- Parameters that are shares of one whole.
with

parameters as (

    select * from {{ ref('dim_parameter') }}

),

dependence_groups as (

    select * from {{ ref('stg_uncertainty__dependence_groups') }}

),

final as (

    select
        ---------- keys
        parameters.dependence_group_id,
        parameters.parameter_id,

        ---------- flags
        dependence_groups.group_kind = 'shares_at_most_one' as is_at_most

    from parameters
    inner join dependence_groups
        on parameters.dependence_group_id = dependence_groups.dependence_group_id
    where
        parameters.parameter_kind = 'factor'
        and dependence_groups.group_kind in ('shares_at_most_one', 'shares_of_one')

)

select * from final
