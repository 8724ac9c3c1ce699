-- Figure S3: vanadium imported and exported at each stage with intervals, and imports
-- over exports. A stage without a row has no trade figure.
-- Run in the DuckDB shell: .read analyses/chain_figs3_stage_trade.sql
with

flows as (

    select * from fct_chain_flows

),

stages as (

    select * from dim_stage

),

traded as (

    select
        coalesce(from_stage_id, to_stage_id) as stage_id,
        reference_year,
        max(flow_v_t) filter (where flow_kind = 'import') as import_v_t,
        max(flow_v_p025_t) filter (where flow_kind = 'import') as import_v_p025_t,
        max(flow_v_p975_t) filter (where flow_kind = 'import') as import_v_p975_t,
        max(flow_v_t) filter (where flow_kind = 'export') as export_v_t,
        max(flow_v_p025_t) filter (where flow_kind = 'export') as export_v_p025_t,
        max(flow_v_p975_t) filter (where flow_kind = 'export') as export_v_p975_t
    from flows
    where flow_kind in ('import', 'export')
    group by coalesce(from_stage_id, to_stage_id), reference_year

),

final as (

    select
        ---------- keys
        traded.stage_id,
        traded.reference_year,

        ---------- attributes
        stages.stage_name,

        ---------- measures
        traded.import_v_t,
        traded.import_v_p025_t,
        traded.import_v_p975_t,
        traded.export_v_t,
        traded.export_v_p025_t,
        traded.export_v_p975_t,
        traded.import_v_t / nullif(traded.export_v_t, 0) as import_over_export_ratio

    from traded
    inner join stages
        on traded.stage_id = stages.stage_id

)

select * from final
order by stage_id, reference_year
