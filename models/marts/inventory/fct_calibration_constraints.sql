with

thresholds as (

    select * from {{ ref('int_inventory__calibration_thresholds') }}

),

cells as (

    select * from {{ ref('py_inventory__province_calibration') }}

),

members as (

    select
        constraint_id,
        unnest(sub_source_ids) as sub_source_id
    from thresholds

),

reached as (

    select
        thresholds.constraint_id,
        sum(
            cells.uniform_emission_t * cells.multiplier
            order by members.sub_source_id
        ) as calibrated_emission_t
    from thresholds
    inner join members
        on thresholds.constraint_id = members.constraint_id
    inner join cells
        on
            members.sub_source_id = cells.sub_source_id
            and thresholds.province_code = cells.province_code
    group by thresholds.constraint_id

),

final as (

    select
        ---------- keys
        cast(thresholds.constraint_id as varchar) as claim_id,

        ---------- attributes
        cast(thresholds.province_code as varchar) as province_code,
        cast(thresholds.source_id as varchar) as source_id,

        ---------- measures
        cast(thresholds.threshold_t as double) as threshold_t,
        cast(thresholds.uniform_emission_t as double) as uniform_emission_t,
        cast(reached.calibrated_emission_t as double) as calibrated_emission_t,
        -- Share by which the threshold had to be lowered; rounding error is none.
        cast(
            case
                when reached.calibrated_emission_t < thresholds.threshold_t * (1 - 1e-7)
                    then 1 - reached.calibrated_emission_t / thresholds.threshold_t
                else 0
            end as double
        ) as relaxation_frac,

        ---------- flags
        reached.calibrated_emission_t <= thresholds.threshold_t * (1 + 1e-7)
            as is_binding,

        ---------- provenance
        cast(thresholds.source_key as varchar) as source_key,
        cast(thresholds.source_locator as varchar) as source_locator,
        cast(thresholds.basis as varchar) as basis

    from thresholds
    inner join reached
        on thresholds.constraint_id = reached.constraint_id

)

select * from final
