{#
    Point value and percentiles of one measure, from rows grouped to one per key:
    four columns <quantity>[_p025 | _p500 | _p975]_<unit>.
#}
{% macro chain_interval(measure, quantity, unit) -%}
    {%- for statistic in ['point', 'p025', 'p500', 'p975'] %}
    cast(
        max({{ statistic }}_value) filter (where measure = '{{ measure }}') as double
    ) as {{ quantity }}{{ '' if statistic == 'point' else '_' ~ statistic }}_{{ unit }}
    {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
