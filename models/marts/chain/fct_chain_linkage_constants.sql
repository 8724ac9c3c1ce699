with

constants as (

    select * from {{ ref('py_chain__linkage_constants') }}

),

final as (

    select
        ---------- keys
        cast(from_stage_id as varchar) as from_stage_id,
        cast(to_stage_id as varchar) as to_stage_id,

        ---------- measures
        cast(constant_low_ratio as double) as constant_low_ratio,
        cast(constant_high_ratio as double) as constant_high_ratio,
        cast(one_decimal_ratio as double) as constant_ratio,

        ---------- provenance
        'chain_paper' as source_key,
        'Tables S1 and S2' as source_locator,
        'derived' as basis

    from constants

)

select * from final
