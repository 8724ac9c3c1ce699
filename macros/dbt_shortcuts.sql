{#- dbt's own steps that cost a build seconds and change nothing, made shorter. -#}

{#- Write a table's descriptions as comments, all in one statement. dbt's own macro asks
    the table for its columns twice before; the contract has compared them already. -#}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- if config.persist_relation_docs() and config.persist_column_docs() -%}
        {%- call statement('persist_docs') -%}
            {{ alter_relation_comment(relation, model.description) }}
            {%- for name, column in model.columns.items() %}
            comment on column {{ relation }}.{{ name }}
                is {{ duckdb_escape_comment(column.description) }};
            {%- endfor %}
        {%- endcall -%}
    {%- endif -%}
{%- endmacro %}

{#- Drop what dbt knows to be there. Its own macro also sends a statement for the backup
    of a table that is built for the first time. -#}
{% macro drop_relation_if_exists(relation) -%}
    {%- if relation is not none and load_cached_relation(relation) is not none -%}
        {{ adapter.drop_relation(relation) }}
    {%- endif -%}
{%- endmacro %}
