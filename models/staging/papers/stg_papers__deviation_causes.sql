with

source as (

    select * from {{ ref('raw_papers__deviation_causes') }}

),

final as (

    select
        ---------- keys
        claim_id,

        ---------- attributes
        cause_kind,
        diagnosis,
        evidence_text,
        evidence_method_id,
        evidence_measure,
        evidence_place_id,
        evidence_source_id,
        evidence_stage_id,
        evidence_to_stage_id,
        evidence_period,
        evidence_unit,

        ---------- provenance
        source_key,
        source_locator,
        basis

    from source

)

select * from final
