{#
    Sum over a window, always added up in the same order: floating-point sums depend on
    it, and two builds must give the same tables.
#}
{% macro ordered_sum_over(expression, partition_by, order_by) -%}
    sum({{ expression }}) over (
        partition by {{ partition_by }}
        order by {{ order_by }}
        rows between unbounded preceding and unbounded following
    )
{%- endmacro %}

{#- Condition of a join of two tables of sums: a null key means all, in both alike. -#}
{% macro is_same_sum(one, other) -%}
    {{ one }}.method_id = {{ other }}.method_id
    {%- for key in [
        'province_code', 'region_id', 'sub_source_id', 'category_id', 'receptor_id',
        'reference_year'
    ] %}
    and {{ one }}.{{ key }} is not distinct from {{ other }}.{{ key }}
    {%- endfor %}
{%- endmacro %}
