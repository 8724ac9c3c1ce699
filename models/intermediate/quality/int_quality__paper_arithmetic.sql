-- What the other printed figures of a paper imply for a claim: a sum of products over
-- a sum of products, with the error that rounding of the operands can carry into it
-- (first order, all errors the same way). A repaired operand replaces the printed one.
with

claims as (

    select
        *,
        -- A repair in words changes no number.
        coalesce(
            repaired_number / factor_to_interpreted, number_as_printed
        ) as operand_value
    from {{ ref('stg_papers__claims') }}

),

identities as (

    select * from {{ ref('stg_papers__claim_identities') }}

),

operands as (

    select
        identities.claim_id,
        identities.side,
        identities.term_no,
        unnest(identities.operand_claim_ids) as operand_claim_id
    from identities

),

products as (

    select
        operands.claim_id,
        operands.side,
        operands.term_no,
        product(claims.operand_value order by operands.operand_claim_id)
            as product_value,
        sum(
            claims.rounding_as_printed / abs(claims.operand_value)
            order by operands.operand_claim_id
        ) as relative_error,
        string_agg(
            cast(claims.operand_value as varchar), ' x '
            order by operands.operand_claim_id
        ) as product_text
    from operands
    inner join claims
        on operands.operand_claim_id = claims.claim_id
    group by operands.claim_id, operands.side, operands.term_no

),

terms as (

    select
        identities.*,
        identities.coefficient * coalesce(products.product_value, 1) as term_value,
        abs(identities.coefficient * coalesce(products.product_value, 1))
        * coalesce(products.relative_error, 0) as term_error,
        concat_ws(
            ' x ',
            case
                when identities.coefficient != 1 or products.product_text is null
                    then cast(identities.coefficient as varchar)
            end,
            products.product_text
        ) as term_text
    from identities
    left join products
        on
            identities.claim_id = products.claim_id
            and identities.side = products.side
            and identities.term_no = products.term_no

),

sides as (

    select
        claim_id,
        max(explanation) as explanation,
        any_value(kind) as kind,
        any_value(relation) as relation,
        sum(case when side = 'over' then term_value end order by term_no) as over_value,
        sum(case when side = 'over' then term_error end order by term_no) as over_error,
        coalesce(sum(case when side = 'under' then term_value end order by term_no), 1)
            as under_value,
        coalesce(sum(case when side = 'under' then term_error end order by term_no), 0)
            as under_error,
        string_agg(case when side = 'over' then term_text end, ' + ' order by term_no)
            as over_text,
        string_agg(case when side = 'under' then term_text end, ' + ' order by term_no)
            as under_text
    from terms
    group by claim_id

),

final as (

    select
        ---------- keys
        claim_id,

        ---------- attributes
        relation,
        explanation,
        case
            when under_text is null then over_text
            else '(' || over_text || ') / (' || under_text || ')'
        end as arithmetic,

        ---------- measures
        over_value / under_value as implied_value,
        over_error / abs(under_value)
        + abs(over_value) * under_error / (under_value * under_value)
        -- Where years or stages are missing, the others may differ by 10 %.
        + case when kind = 'pattern' then 0.1 * abs(over_value / under_value) else 0 end
            as implied_error

    from sides

)

select * from final
