{#
    A seed, read by DuckDB alone. dbt's own way first holds the whole file as Python
    objects to guess its types, and then lets DuckDB guess the quotes from the first
    20,480 rows: a file whose first quoted value comes later does not load.
#}
{% materialization seed, adapter='duckdb' %}

    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set column_types = config.get('column_types', {}) -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {% call statement('main') -%}
        create or replace table {{ target_relation }} as
        select *
        from read_csv(
            '{{ adapter.get_seed_file_path(model) | replace("'", "''") }}',
            header = true,
            delim = '{{ config.get("delimiter", ",") }}',
            quote = '"',
            escape = '"'
            {%- if column_types %},
            types = {
                {%- for name, type in column_types.items() %}
                '{{ name }}': '{{ type }}'{{ ',' if not loop.last }}
                {%- endfor %}
            }
            {%- endif %}
        )
    {%- endcall %}

    {# dbt shows the rows of a seed from here; without Python rows there are none. #}
    {% do store_result('agate_table', response='OK') %}
    {% do persist_docs(target_relation, model) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target_relation]}) }}

{% endmaterialization %}
