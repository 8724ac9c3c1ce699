with

claims as (

    select * from {{ ref('int_quality__claims_judged') }}

),

causes as (

    select * from {{ ref('int_quality__deviations_diagnosed') }}

),

final as (

    select
        ---------- keys
        cast(claims.claim_id as varchar) as claim_id,

        ---------- attributes
        cast(claims.paper_id as varchar) as paper_id,
        cast(claims.section as varchar) as section,
        cast(claims.description as varchar) as description,
        cast(claims.role as varchar) as role, -- noqa: RF04
        cast(claims.operator as varchar) as operator, -- noqa: RF04
        cast(claims.measure as varchar) as measure,
        cast(claims.source_id as varchar) as source_id,
        cast(claims.place_id as varchar) as place_id,
        cast(claims.stage_id as varchar) as stage_id,
        cast(claims.to_stage_id as varchar) as to_stage_id,
        cast(claims.parameter_id as varchar) as parameter_id,
        cast(claims.period as varchar) as period,
        cast(claims.method_id as varchar) as method_id,
        cast(claims.printed_value as varchar) as printed_value,
        cast(claims.unit as varchar) as printed_unit,
        cast(claims.repaired_value as varchar) as repaired_value,
        cast(claims.unit_interpreted as varchar) as unit,
        cast(claims.tolerance_class as varchar) as tolerance_class,
        cast(claims.arithmetic as varchar) as paper_arithmetic,
        cast(claims.explanation as varchar) as paper_arithmetic_meaning,
        cast(claims.verdict as varchar) as verdict,
        cast(
            case claims.verdict
                when 'input' then 'it is an input, or fixed by inputs'
                when 'contradicted'
                    then coalesce(claims.repair_evidence, 'its own figures disagree')
                when 'not_computable'
                    then coalesce(claims.reason, 'no public table holds it')
                when 'deviates' then causes.diagnosis
                else claims.reason
            end as varchar
        ) as reason,
        cast(causes.cause_kind as varchar) as cause_kind,
        cast(causes.evidence as varchar) as cause_evidence,

        ---------- measures
        cast(claims.printed_number as double) as printed_number_value,
        cast(claims.repaired_number as double) as repaired_number_value,
        cast(claims.computed_value as double) as computed_value,
        cast(claims.headline_value as double) as headline_computed_value,
        cast(claims.implied_value as double) as implied_value,
        cast(claims.implied_error as double) as implied_error_value,
        cast(claims.tolerance_value as double) as tolerance_value,
        cast(
            100 * claims.tolerance_value / nullif(abs(claims.printed_number), 0)
            as double
        ) as tolerance_pct,
        cast(claims.difference_value as double) as difference_value,
        cast(
            100 * claims.difference_value / nullif(abs(claims.printed_number), 0)
            as double
        ) as difference_pct,

        ---------- flags
        cast(claims.is_repair_met as boolean) as is_repair_met,
        claims.verdict != 'input' and claims.role != 'structural' as is_scored,

        ---------- provenance
        cast(claims.source_key as varchar) as source_key,
        cast(claims.source_locator as varchar) as source_locator,
        cast(claims.basis as varchar) as basis

    from claims
    left join causes
        on claims.claim_id = causes.claim_id

)

select * from final
