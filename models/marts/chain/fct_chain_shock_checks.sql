with

printed as (

    select * from {{ ref('stg_chain_paper__shock_responses') }}

),

responses as (

    select * from {{ ref('fct_chain_shock_responses') }}
    where
        track = 'physical'
        and direction = 'both'
        and to_stage_id is null
        and horizon is null

),

parameters as (

    select * from {{ ref('dim_chain_parameter') }}
    where parameter_id = 'shock.size'

),

final as (

    select
        ---------- keys
        cast(printed.stage_id as varchar) as stage_id,
        cast(printed.response_column as varchar) as response_column,

        ---------- attributes
        cast(printed.response as varchar) as response,
        case
            when
                printed.response_corrected_coef between
                responses.response_p025_coef * parameters.point_value
                and responses.response_p975_coef * parameters.point_value
                then 'inside the interval'
            else 'not reproduced'
        end as status,

        ---------- measures
        cast(printed.response_printed_coef as double) as printed_coef,
        cast(printed.response_corrected_coef as double) as corrected_coef,
        cast(responses.response_coef * parameters.point_value as double)
            as physical_coef,
        cast(responses.response_p025_coef * parameters.point_value as double)
            as physical_p025_coef,
        cast(responses.response_p975_coef * parameters.point_value as double)
            as physical_p975_coef,
        cast(
            printed.response_corrected_coef
            / nullif(responses.response_coef * parameters.point_value, 0) as double
        ) as difference_ratio,

        ---------- flags
        cast(
            printed.response_printed_coef != printed.response_corrected_coef as boolean
        ) as is_corrected,
        cast(
            printed.response_corrected_coef between
            responses.response_p025_coef * parameters.point_value
            and responses.response_p975_coef * parameters.point_value as boolean
        ) as is_inside,

        ---------- provenance
        cast(printed.source_key as varchar) as source_key,
        cast(printed.source_locator as varchar) as source_locator,
        cast(printed.basis as varchar) as basis

    from printed
    inner join responses
        on
            printed.stage_id = responses.stage_id
            and printed.response = responses.response
    cross join parameters

)

select * from final
