-- Where the chain paper disagrees with itself or with data, with both sides of the
-- arithmetic.
-- Run in the DuckDB shell: .read analyses/chain_contradictions.sql
with

contradictions as (

    select * from fct_chain_contradictions

),

final as (

    select
        ---------- keys
        contradiction_id,
        line_no,

        ---------- attributes
        statement,
        left_label,
        stated_relation,
        right_label,
        unit,

        ---------- measures
        left_value,
        right_value,

        ---------- flags
        is_broken

    from contradictions

)

select * from final
order by contradiction_id, line_no
