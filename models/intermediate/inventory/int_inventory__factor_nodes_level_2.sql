-- A table: many models read it.
{{ config(materialized='table') }}

-- Net release of a boiler or fleet: release times the pass-throughs of its classes.
{% set operands -%}
        select
            parameter_id as operand_id,
            point_value as operand_value,
            unit,
            basis
        from {{ ref('int_inventory__free_parameters') }}
        union all
        select
            node_id as operand_id,
            node_value as operand_value,
            unit,
            basis
        from {{ ref('int_inventory__factor_nodes_level_1') }}
{%- endset %}

{{ evaluate_factor_terms(2, operands) }}
