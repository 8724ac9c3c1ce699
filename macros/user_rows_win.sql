{#
    The rows of a seed and of its user_ twin; a user's row replaces the shipped row
    with the same key. Adds seed_file, the file a row came from.
#}
{% macro user_rows_win(publisher, table, keys) -%}
    select
        *,
        'seeds/{{ publisher }}/user_{{ publisher }}__{{ table }}.csv' as seed_file
    from {{ ref('user_' ~ publisher ~ '__' ~ table) }}
    union all by name
    select
        *,
        'seeds/{{ publisher }}/raw_{{ publisher }}__{{ table }}.csv' as seed_file
    from {{ ref('raw_' ~ publisher ~ '__' ~ table) }} as shipped
    where not exists (
        select 1
        from {{ ref('user_' ~ publisher ~ '__' ~ table) }} as own
        where
            {%- for key in keys %}
            {% if not loop.first %}and {% endif -%}
            shipped.{{ key }} is not distinct from own.{{ key }}
            {%- endfor %}
    )
{%- endmacro %}
