-- Every node and parameter an effective factor is made of, with the way down to it.
-- Last of the tables that the explain macros read, so it creates them.
-- depends_on: {{ ref('fct_use_emissions') }}
-- depends_on: {{ ref('fct_factor_term_values') }}
-- depends_on: {{ ref('dim_parameter') }}
-- depends_on: {{ ref('dim_reference') }}
{{ config(post_hook=[create_explain_emission(), create_explain_references()]) }}
with recursive

terms as (

    select * from {{ ref('fct_factor_terms') }}

),

operands as (

    select
        node_id,
        term_no,
        node_level,
        unnest(operand_ids) as operand_id
    from terms

),

descent as (

    select
        node_id as factor_node_id,
        operand_id,
        1 as operand_depth,
        node_id as via_node_id,
        term_no
    from operands
    where node_level = 3

    union all

    select
        descent.factor_node_id,
        operands.operand_id,
        descent.operand_depth + 1 as operand_depth,
        operands.node_id as via_node_id,
        operands.term_no
    from descent
    inner join operands
        on descent.operand_id = operands.node_id

),

nodes as (

    select * from {{ ref('fct_factor_nodes') }}

),

final as (

    select distinct
        ---------- keys
        cast(descent.factor_node_id as varchar) as factor_node_id,
        cast(descent.via_node_id as varchar) as via_node_id,
        cast(descent.term_no as integer) as term_no,
        cast(descent.operand_id as varchar) as operand_id,

        ---------- attributes
        cast(descent.operand_depth as integer) as operand_depth,

        ---------- flags
        nodes.node_id is not null as is_node

    from descent
    left join nodes
        on descent.operand_id = nodes.node_id

)

select * from final
