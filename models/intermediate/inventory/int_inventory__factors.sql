-- A table: many models read it.
{{ config(materialized='table') }}

-- The factor of every cell: the most specific node wins (province before nation, use
-- before all uses), as the paper's decision tree has it.
with

activities as (

    select * from {{ ref('int_inventory__activities') }}

),

nodes as (

    select * from {{ ref('int_inventory__factor_nodes_inherited') }}

),

node_values as (

    select * from {{ ref('int_inventory__factor_nodes_level_3') }}

),

candidates as (

    select
        activities.method_id,
        activities.province_code,
        activities.sub_source_id,
        activities.use_id,
        activities.reference_year,
        nodes.node_id,
        nodes.resolution_tier,
        nodes.is_independent,
        row_number() over (
            partition by
                activities.method_id,
                activities.province_code,
                activities.sub_source_id,
                activities.use_id,
                activities.reference_year
            order by
                nodes.province_code is not null desc,
                nodes.use_id is not null desc
        ) as candidate_rank
    from activities
    inner join nodes
        on
            activities.method_id = nodes.method_id
            and activities.sub_source_id = nodes.sub_source_id
            and activities.province_code
            = coalesce(nodes.province_code, activities.province_code)
            and activities.use_id = coalesce(nodes.use_id, activities.use_id)

),

final as (

    select
        ---------- keys
        candidates.method_id,
        candidates.province_code,
        candidates.sub_source_id,
        candidates.use_id,
        candidates.reference_year,

        ---------- attributes
        candidates.node_id,
        candidates.resolution_tier,
        candidates.is_independent,

        ---------- measures
        case when node_values.unit != 'kg_per_m3' then node_values.node_value end
            as factor_kg_per_t,
        case when node_values.unit = 'kg_per_m3' then node_values.node_value end
            as factor_kg_per_m3,

        ---------- provenance
        node_values.basis

    from candidates
    inner join node_values
        on candidates.node_id = node_values.node_id
    where candidates.candidate_rank = 1

)

select * from final
