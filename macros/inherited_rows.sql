{#
    Rows of a method table with inheritance: for each method and sub-source, the rows of
    the nearest ancestor that has any. Adds the inheriting method_id.
#}
{% macro inherited_rows(relation) -%}
    select
        lineage.method_id,
        defined.* exclude (method_id)
    from {{ ref('int_inventory__method_lineage') }} as lineage
    inner join {{ relation }} as defined
        on lineage.ancestor_method_id = defined.method_id
    qualify
        lineage.inheritance_depth
        = min(lineage.inheritance_depth)
            over (partition by lineage.method_id, defined.sub_source_id)
{%- endmacro %}
