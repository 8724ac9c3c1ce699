{# Unit factors of the chain. Each takes an SQL expression and returns one. #}

{% macro mt_to_t(expression) -%} ({{ expression }} * 1e6) {%- endmacro %}

{# The paper's "million RMB" is read as 10^4 RMB per t: market prices fit no other. #}
{% macro million_rmb_as_printed_to_cny_per_t(expression) -%}
    ({{ expression }} * 1e4)
{%- endmacro %}

{# 1 lb = 0.45359237 kg exactly. #}
{% macro usd_per_lb_to_usd_per_t(expression) -%}
    ({{ expression }} / 0.00045359237)
{%- endmacro %}
