-- Figure S6: the printed forward linkages, and the Ghosh forward index of the same
-- stage on the vanadium flows with its interval.
-- Run in the DuckDB shell: .read analyses/chain_figs6_forward_linkages.sql
with

linkages as (

    select * from fct_chain_linkages

),

printed as (

    select * from linkages
    where track = 'published_replica' and measure = 'forward'

),

physical as (

    select * from linkages
    where measure = 'ghosh_forward_index'

),

final as (

    select
        ---------- keys
        printed.from_stage_id,
        printed.to_stage_id,
        printed.reference_year,

        ---------- measures
        printed.linkage_value as printed_value,
        physical.linkage_value as index_value,
        physical.linkage_p025_value as index_p025_value,
        physical.linkage_p975_value as index_p975_value

    from printed
    inner join physical
        on
            printed.from_stage_id = physical.from_stage_id
            and printed.reference_year = physical.reference_year

)

select * from final
order by from_stage_id, to_stage_id, reference_year
