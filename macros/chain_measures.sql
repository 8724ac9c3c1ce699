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

{# The same four columns, null: a track that has printed figures only. #}
{% macro chain_no_interval(quantity, unit) -%}
    {%- for statistic in ['', '_p025', '_p500', '_p975'] %}
    cast(null as double) as {{ quantity }}{{ statistic }}_{{ unit }}
    {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
