{# The formula of the inventory, in t: an activity times its factor in kg per unit. #}
{% macro emitted_t(activity, factor) -%}
    {{ kg_to_t(activity ~ ' * ' ~ factor) }}
{%- endmacro %}
