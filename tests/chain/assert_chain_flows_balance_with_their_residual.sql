-- Feed of a stage = recorded supply + residual, to rounding: nothing closes silently.
with

flows as (

    select * from {{ ref('fct_chain_flows') }}

),

needs as (

    select
        outputs.stage_id,
        outputs.reference_year,
        outputs.output_v_t + losses.flow_v_t as feed_v_t
    from {{ ref('fct_chain_outputs') }} as outputs
    inner join flows as losses
        on
            losses.flow_kind = 'loss'
            and outputs.stage_id = losses.from_stage_id
            and outputs.reference_year = losses.reference_year

),

supplies as (

    select
        to_stage_id as stage_id,
        reference_year,
        sum(flow_v_t) as supply_v_t,
        max(residual_v_t) as residual_v_t
    from flows
    where flow_kind = 'stage' and residual_v_t is not null
    group by to_stage_id, reference_year

),

imports as (

    -- imports of a stage's product feed the stage after it, secondary oxide feeds s2
    select
        case to_stage_id
            when 's1' then 's2' when 's2' then 's3' when 's3' then 's4' when 's5' then 's2'
        end as stage_id,
        reference_year,
        sum(flow_v_t) as import_v_t
    from flows
    where flow_kind = 'import'
    group by 1, 2

)

select
    needs.stage_id,
    needs.reference_year
from needs
inner join supplies
    on
        needs.stage_id = supplies.stage_id
        and needs.reference_year = supplies.reference_year
inner join imports
    on
        needs.stage_id = imports.stage_id
        and needs.reference_year = imports.reference_year
where
    -- a surplus has been taken off the link already
    abs(
        needs.feed_v_t - supplies.supply_v_t - imports.import_v_t
        - greatest(supplies.residual_v_t, 0)
    ) > 1e-6 * needs.feed_v_t
