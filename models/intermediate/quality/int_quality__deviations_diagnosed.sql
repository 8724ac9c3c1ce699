-- The diagnosed cause of a deviation, with the number that shows it. An evidence column
-- left empty takes the claim's own subject; a dash stands for none.
with

claims as (

    select * from {{ ref('int_quality__claims_judged') }}

),

causes as (

    select * from {{ ref('stg_papers__deviation_causes') }}

),

quantities as (

    select * from {{ ref('int_quality__computed_quantities') }}

),

located as (

    select
        causes.*,
        coalesce(causes.evidence_method_id, claims.method_id) as method_id,
        {{ quantity_key(
            'coalesce(causes.evidence_measure, claims.measure)',
            place='coalesce(causes.evidence_place_id, claims.place_id)',
            source='coalesce(causes.evidence_source_id, claims.source_id)',
            stage="nullif(coalesce(causes.evidence_stage_id, claims.stage_id), '-')",
            to_stage='coalesce(causes.evidence_to_stage_id, claims.to_stage_id)',
            period="nullif(coalesce(causes.evidence_period, claims.period), '-')"
        ) }} as quantity_key
    from causes
    inner join claims
        on causes.claim_id = claims.claim_id

),

final as (

    select
        ---------- keys
        located.claim_id,

        ---------- attributes
        located.cause_kind,
        located.diagnosis,
        -- Four significant digits.
        concat_ws(
            ' ',
            located.evidence_text || ':',
            format('{:.4g}', quantities.computed_value),
            located.evidence_unit
        ) as evidence

    from located
    left join quantities
        on
            located.quantity_key = quantities.quantity_key
            and located.method_id = quantities.method_id

)

select * from final
