-- A table: many models read it.
{{ config(materialized='table') }}

-- Effective factor of a sub-source in a province and use.
{% set operands -%}
        select
            parameter_id as operand_id,
            point_value as operand_value,
            unit,
            basis
        from {{ ref('int_inventory__factor_parameters') }}
        union all
        select
            node_id as operand_id,
            node_value as operand_value,
            unit,
            basis
        from {{ ref('int_inventory__factor_nodes_level_1') }}
        union all
        select
            node_id as operand_id,
            node_value as operand_value,
            unit,
            basis
        from {{ ref('int_inventory__factor_nodes_level_2') }}
{%- endset %}

{{ evaluate_factor_terms(3, operands) }}
