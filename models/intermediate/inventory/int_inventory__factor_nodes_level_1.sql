-- A table: many models read it.
{{ config(materialized='table') }}

-- Pass-through of a class of control devices.
{% set operands -%}
        select
            parameter_id as operand_id,
            point_value as operand_value,
            unit,
            basis
        from {{ ref('int_inventory__free_parameters') }}
{%- endset %}

{{ evaluate_factor_terms(1, operands) }}
