-- Emission of the period under one national factor, where a multiplier exists. Reads
-- activities and anchors, nothing that the multipliers move.
with

multipliers as (

    select * from {{ ref('stg_method__province_multipliers') }}

),

activities as (

    select * from {{ ref('int_inventory__activities') }}
    where method_id = 'paper_replica'

),

factors as (

    select * from {{ ref('int_inventory__anchor_factors') }}

),

consumed as (

    select
        sub_source_id,
        province_code,
        sum(activity_t order by reference_year, use_id) as activity_t
    from activities
    group by sub_source_id, province_code

),

final as (

    select
        ---------- keys
        multipliers.sub_source_id,
        multipliers.province_code,

        ---------- measures
        -- A province without a balance burns nothing that could be scaled.
        coalesce({{ emitted_t('consumed.activity_t', 'factors.factor_value') }}, 0)
            as uniform_emission_t

    from multipliers
    inner join factors
        on multipliers.sub_source_id = factors.sub_source_id
    left join consumed
        on
            multipliers.sub_source_id = consumed.sub_source_id
            and multipliers.province_code = consumed.province_code

)

select * from final
