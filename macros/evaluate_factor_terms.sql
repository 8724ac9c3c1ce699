{#
    CTEs up to all_terms, from the CTEs `terms` and `operands` (operand_id, operand_value,
    unit, basis): each term is its coefficient times the product of its operands.
#}
{% macro factor_term_ctes() -%}
    term_operands as (

        select
            method_id,
            node_id,
            term_no,
            coefficient,
            unnest(operand_ids) as operand_id
        from terms

    ),

    term_values as (

        select
            term_operands.method_id,
            term_operands.node_id,
            term_operands.term_no,
            any_value(term_operands.coefficient)
            -- A missing operand makes the term unknown, not one.
            * case
                when count(*) = count(operands.operand_value)
                    then product(operands.operand_value)
            end as term_value,
            bool_or(operands.unit = 'kg_per_m3') as is_per_m3,
            max({{ basis_rank('operands.basis') }}) as basis_rank
        from term_operands
        left join operands
            on term_operands.operand_id = operands.operand_id
        group by
            term_operands.method_id,
            term_operands.node_id,
            term_operands.term_no

    ),

    constant_terms as (

        select
            method_id,
            node_id,
            term_no,
            coefficient as term_value,
            false as is_per_m3,
            1 as basis_rank
        from terms
        where len(operand_ids) = 0

    ),

    all_terms as (

        select * from term_values
        union all
        select * from constant_terms

    ),
{%- endmacro %}

{#
    Value of every factor node of one level: the sum over its terms. operands is a
    relation with operand_id, operand_value, unit and basis of parameters and nodes of
    the levels below.
#}
{% macro evaluate_factor_terms(level, operands) -%}
    with

    terms as (

        select * from {{ ref('int_inventory__factor_terms') }}
        where node_level = {{ level }}

    ),

    operands as (

        {{ operands }}

    ),

    {{ factor_term_ctes() }}

    final as (

        select
            ---------- keys
            method_id,
            node_id,

            ---------- attributes
            case when bool_or(is_per_m3) then 'kg_per_m3' else 'any' end as unit,

            ---------- measures
            case
                when count(*) = count(term_value)
                    then sum(term_value order by term_no)
            end as node_value,

            ---------- provenance
            {{ basis_name('max(basis_rank)') }} as basis

        from all_terms
        group by method_id, node_id

    )

    select * from final
{%- endmacro %}
