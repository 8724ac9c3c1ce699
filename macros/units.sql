{# Unit factors live here once. Each takes an SQL expression and returns one. #}

{% macro ten_kt_to_t(expression) -%} ({{ expression }} * 1e4) {%- endmacro %}

{% macro kg_to_t(expression) -%} ({{ expression }} / 1000) {%- endmacro %}

{% macro t_to_kg(expression) -%} ({{ expression }} * 1000) {%- endmacro %}

{% macro kt_to_t(expression) -%} ({{ expression }} * 1e3) {%- endmacro %}

{# One weight case of flat glass is 50 kg (GB 11614; yearbook unit 10^4 cases). #}
{% macro ten_thousand_weight_cases_to_t(expression) -%}
    ({{ expression }} * 1e4 * 0.05)
{%- endmacro %}

{# Wastewater: one tonne is taken as one cubic metre. #}
{% macro ten_kt_to_m3(expression) -%} ({{ expression }} * 1e4) {%- endmacro %}

{% macro ten_thousand_to_one(expression) -%} ({{ expression }} * 1e4) {%- endmacro %}

{% macro hundred_million_to_one(expression) -%} ({{ expression }} * 1e8) {%- endmacro %}
