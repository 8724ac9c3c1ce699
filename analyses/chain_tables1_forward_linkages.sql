-- Table S1 in its printed layout: one column per link.
-- Run in the DuckDB shell: .read analyses/chain_tables1_forward_linkages.sql
with

linkages as (

    select * from fct_chain_linkages

),

final as (

    select
        ---------- keys
        reference_year,

        ---------- measures
        max(linkage_value) filter (
            where from_stage_id = 's1' and to_stage_id = 's2'
        ) as s1_to_s2_value,
        max(linkage_value) filter (
            where from_stage_id = 's2' and to_stage_id = 's3'
        ) as s2_to_s3_value,
        max(linkage_value) filter (
            where from_stage_id = 's3' and to_stage_id = 's4'
        ) as s3_to_s4_value,
        max(linkage_value) filter (
            where from_stage_id = 's4' and to_stage_id = 's5'
        ) as s4_to_s5_value,
        max(linkage_value) filter (
            where from_stage_id = 's5' and to_stage_id = 's2'
        ) as s5_to_s2_value

    from linkages
    where track = 'published_replica' and measure = 'forward'
    group by reference_year

)

select * from final
order by reference_year
