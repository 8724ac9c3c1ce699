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
