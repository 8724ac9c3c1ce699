{#- Every value of each column stands in the column of the same name of a relation; null
    is nobody's key. One test per table: dbt's `relationships` would be one per column,
    and a build spends its time on the number of tests, not on their queries. -#}
{% test known_keys(model, columns) %}

{% for column, relation in columns.items() %}
select distinct
    '{{ column }}' as column_name,
    cast({{ column }} as varchar) as unknown_key
from {{ model }}
where
    {{ column }} not in (
        select {{ column }} from {{ relation }}
        where {{ column }} is not null
    )
{% if not loop.last %}union all{% endif %}
{% endfor %}

{% endtest %}
