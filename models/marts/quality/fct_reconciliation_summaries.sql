with

reconciliations as (

    select * from {{ ref('fct_reconciliations') }}

),

final as (

    select
        ---------- keys
        paper_id,
        role,

        ---------- measures
        count(*) as claims_count,
        count(case when verdict = 'input' then 1 end) as input_count,
        count(case when verdict = 'reproduced' then 1 end) as reproduced_count,
        count(case when verdict = 'deviates' then 1 end) as deviates_count,
        count(case when verdict = 'contradicted' then 1 end) as contradicted_count,
        count(case when verdict = 'not_computable' then 1 end) as not_computable_count,
        count(case when is_scored then 1 end) as scored_count

    from reconciliations
    group by paper_id, role

)

select * from final
