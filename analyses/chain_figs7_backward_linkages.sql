-- Figure S7: the printed backward linkages, and the Rasmussen backward index of the
-- same stage on the vanadium flows with its interval.
-- Run in the DuckDB shell: .read analyses/chain_figs7_backward_linkages.sql
with

linkages as (

    select * from fct_chain_linkages

),

printed as (

    select * from linkages
    where track = 'published_replica' and measure = 'backward'

),

physical as (

    select * from linkages
    where measure = 'rasmussen_backward'

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
