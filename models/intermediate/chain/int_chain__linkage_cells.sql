with

forward as (

    select * from {{ ref('stg_chain_paper__forward_linkages') }}

),

backward as (

    select * from {{ ref('stg_chain_paper__backward_linkages') }}

),

-- A dropped trailing zero is no lost digit: a column's usual digits are the least.
column_digits as (

    select
        forward.from_stage_id,
        forward.to_stage_id,
        mode(forward.printed_digits_count) as forward_digits_count,
        mode(backward.printed_digits_count) as backward_digits_count
    from forward
    inner join backward
        on
            forward.reference_year = backward.reference_year
            and forward.from_stage_id = backward.to_stage_id
            and forward.to_stage_id = backward.from_stage_id
    group by forward.from_stage_id, forward.to_stage_id

),

final as (

    select
        ---------- keys
        forward.reference_year,
        forward.from_stage_id,
        forward.to_stage_id,

        ---------- measures
        forward.linkage_value as forward_value,
        power(
            10,
            -greatest(forward.printed_digits_count, column_digits.forward_digits_count)
        ) as forward_step_value,
        backward.linkage_value as backward_value,
        power(
            10,
            -greatest(
                backward.printed_digits_count, column_digits.backward_digits_count
            )
        ) as backward_step_value,

        ---------- provenance
        forward.source_key,
        forward.source_locator as forward_locator,
        backward.source_locator as backward_locator

    from forward
    inner join backward
        on
            forward.reference_year = backward.reference_year
            and forward.from_stage_id = backward.to_stage_id
            and forward.to_stage_id = backward.from_stage_id
    inner join column_digits
        on
            forward.from_stage_id = column_digits.from_stage_id
            and forward.to_stage_id = column_digits.to_stage_id

)

select * from final
