{# Bases from best to weakest. A result carries the weakest basis among its inputs. #}

{% macro bases() -%}
    ['published', 'digitised', 'derived', 'estimated', 'assumed', 'unverified']
{%- endmacro %}

{% macro basis_rank(expression) -%}
    list_position({{ bases() }}, {{ expression }})
{%- endmacro %}

{% macro basis_name(rank_expression) -%}
    list_extract({{ bases() }}, cast({{ rank_expression }} as integer))
{%- endmacro %}

{% macro weakest_basis(expressions) -%}
    {%- set ranks = [] -%}
    {%- for expression in expressions -%}
        {%- do ranks.append(basis_rank(expression)) -%}
    {%- endfor -%}
    {{ basis_name('greatest(' ~ ranks | join(', ') ~ ')') }}
{%- endmacro %}

{# As above, over the rows of a group. #}
{% macro weakest_basis_of_group(expression) -%}
    {{ basis_name('max(' ~ basis_rank(expression) ~ ')') }}
{%- endmacro %}
