with

measures as (

    select * from {{ ref('py_chain__measures') }}
    where track = 'physical' and measure = 'flow'

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'chain'

),

residuals as (

    select * from measures
    where variant = 'residual'

),

-- Flows for which a figure exists; the others are unknown, not zero.
known as (

    select
        variant as flow_kind,
        reference_year,
        point_value,
        p025_value,
        p500_value,
        p975_value,
        case
            when variant not in ('import', 'residual') then stage_id
        end as from_stage_id,
        case
            when variant = 'stage' then to_stage_id
            when variant in ('import', 'residual') then stage_id
        end as to_stage_id
    from measures
    where
        variant = 'stage'
        or (variant = 'import' and stage_id in ('s1', 's2', 's3', 's5'))
        or (variant = 'export' and stage_id in ('s2', 's3', 's5'))
        or (variant = 'other_use' and stage_id = 's2')
        or (variant = 'loss' and stage_id != 's1')
        or (variant = 'residual' and point_value is not null)

),

final as (

    select
        ---------- keys
        'physical' as track,
        cast(known.flow_kind as varchar) as flow_kind,
        cast(known.from_stage_id as varchar) as from_stage_id,
        cast(known.to_stage_id as varchar) as to_stage_id,
        cast(known.reference_year as integer) as reference_year,

        ---------- measures
        cast(known.point_value as double) as flow_v_t,
        cast(known.p025_value as double) as flow_v_p025_t,
        cast(known.p500_value as double) as flow_v_p500_t,
        cast(known.p975_value as double) as flow_v_p975_t,
        cast(residuals.point_value as double) as residual_v_t,
        cast(residuals.p025_value as double) as residual_v_p025_t,
        cast(residuals.p500_value as double) as residual_v_p500_t,
        cast(residuals.p975_value as double) as residual_v_p975_t,

        ---------- flags
        cast(residuals.p025_value > 0 or residuals.p975_value < 0 as boolean)
            as is_residual_flagged,

        ---------- provenance
        cast(bases.basis as varchar) as basis

    from known
    inner join bases
        on known.reference_year = bases.reference_year
    left join residuals
        on
            known.flow_kind = 'stage'
            and known.to_stage_id = residuals.stage_id
            and known.reference_year = residuals.reference_year

)

select * from final
