with

source as (

    select * from {{ ref('raw_papers__claim_identities') }}

),

final as (

    select
        ---------- keys
        claim_id,
        side,
        cast(term_no as integer) as term_no,

        ---------- attributes
        kind,
        relation,
        list_filter(
            string_split(coalesce(operand_claim_ids, ''), ';'), operand -> operand != ''
        ) as operand_claim_ids,
        explanation,

        ---------- measures
        cast(coefficient as double) as coefficient,

        ---------- provenance
        source_key,
        source_locator,
        basis

    from source

)

select * from final
