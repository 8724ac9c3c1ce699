-- Priority of the stages: the order of the paper, the rule on its printed figures,
-- and the physical track with the probability of each rank.
-- Run in the DuckDB shell: .read analyses/chain_priorities.sql
with

priorities as (

    select * from fct_chain_priorities

),

final as (

    select
        ---------- keys
        stage_id,

        ---------- measures
        paper_rank,
        printed_rule_rank,
        priority_rank,
        score_frac,
        rank_1_frac,
        rank_2_frac,
        rank_3_frac,
        rank_4_frac,
        rank_5_frac

    from priorities

)

select * from final
order by paper_rank
