{#- As dbt's own, but with the whole row: that a column is null does not say where. -#}
{% test not_null(model, column_name) %}

select *
from {{ model }}
where {{ column_name }} is null

{% endtest %}
