{#- The cells with data that an explanation is about; a null argument stands for all. -#}
{% macro explained_cells() -%}
cells as (

    select
        uses.sub_source_id,
        uses.use_id,
        uses.province_code,
        uses.reference_year,
        uses.series_ids,
        coalesce(uses.activity_t, uses.activity_m3) as activity_value,
        uses.node_id,
        uses.emission_t
    from fct_use_emissions as uses
    where
        uses.method_id = method
        and (province is null or uses.province_code = province)
        and (sub_source is null or uses.sub_source_id = sub_source)
        and (year is null or uses.reference_year = year)
        and uses.emission_t is not null

)
{%- endmacro %}

{#- The table macro `explain_emission(province, sub_source, year, method)`: what a number
    is made of. A null argument stands for all: the rows then sum over it. Rows of kind
    `term` add up to the emission; `parameter`, `node` and `activity` rows say what the
    terms rest on, with the emission that passes through them. -#}
{% macro create_explain_emission() -%}
create or replace macro main.explain_emission(province, sub_source, year, method) as table
with

{{ explained_cells() }},

formulas as (

    select
        node_id,
        string_agg(formula, ' + ' order by term_no) as formula
    from fct_factor_term_values
    group by node_id

),

items as (

    select
        'term' as item_kind,
        0 as depth,
        cells.sub_source_id,
        cells.use_id,
        terms.node_id || ' #' || terms.term_no as item_id,
        terms.node_id as via_node_id,
        terms.formula,
        any_value(terms.term_value) as item_value,
        any_value(terms.unit) as unit,
        sum({{ emitted_t('cells.activity_value', 'terms.term_value') }}) as emission_t,
        cast(null as varchar) as parameter_id
    from cells
    inner join fct_factor_term_values as terms
        on cells.node_id = terms.node_id
    group by cells.sub_source_id, cells.use_id, terms.node_id, terms.term_no, terms.formula

    union all

    select
        case when operands.is_node then 'node' else 'parameter' end as item_kind,
        operands.operand_depth,
        cells.sub_source_id,
        cells.use_id,
        operands.operand_id as item_id,
        operands.via_node_id,
        any_value(formulas.formula) as formula,
        any_value(nodes.node_value) as item_value,
        any_value(nodes.unit) as unit,
        sum(cells.emission_t) as emission_t,
        case when not operands.is_node then operands.operand_id end as parameter_id
    from cells
    inner join (
        select distinct factor_node_id, via_node_id, operand_id, operand_depth, is_node
        from fct_factor_operands
    ) as operands
        on cells.node_id = operands.factor_node_id
    left join fct_factor_nodes as nodes
        on operands.operand_id = nodes.node_id
    left join formulas
        on operands.operand_id = formulas.node_id
    group by
        cells.sub_source_id, cells.use_id, operands.operand_id, operands.via_node_id,
        operands.operand_depth, operands.is_node

    union all

    select
        'activity' as item_kind,
        1 as depth,
        series.sub_source_id,
        series.use_id,
        'activity.' || series.series_id || '.' || series.province_code
        || '.' || series.reference_year as item_id,
        null as via_node_id,
        null as formula,
        null as item_value,
        null as unit,
        -- Its part of the cell, by amount: the series of a cell are in one unit.
        series.emission_t * inputs.point_value / nullif(series.activity_value, 0)
            as emission_t,
        'activity.' || series.series_id || '.' || series.province_code
        || '.' || series.reference_year as parameter_id
    from (select *, unnest(series_ids) as series_id from cells) as series
    left join dim_parameter as inputs
        on
            'activity.' || series.series_id || '.' || series.province_code
            || '.' || series.reference_year = inputs.parameter_id

),

total as (

    select sum(emission_t) as total_t from items where item_kind = 'term'

)

select
    items.sub_source_id,
    items.use_id,
    items.item_kind,
    items.depth,
    items.item_id,
    items.via_node_id,
    items.formula,
    coalesce(items.item_value, parameters.point_value) as item_value,
    coalesce(items.unit, parameters.unit) as unit,
    parameters.printed_sd_value as sd_value,
    parameters.printed_low_value as low_value,
    parameters.printed_high_value as high_value,
    items.emission_t,
    items.emission_t / nullif(total.total_t, 0) as share_frac,
    parameters.basis,
    parameters.seed_file,
    parameters.source_key,
    parameters.source_locator,
    sources.citation,
    sources.doi,
    sources.licence
from items
cross join total
left join dim_parameter as parameters
    on items.parameter_id = parameters.parameter_id
left join dim_reference as sources
    on parameters.source_key = sources.source_key
order by
    items.sub_source_id, items.use_id, items.item_kind = 'activity',
    items.item_kind = 'parameter', items.depth, items.item_id;

comment on macro table main.explain_emission is
'What a number is made of, e.g. from explain_emission(''130000'', ''industry_sm'', 2019, ''literature''); null stands for all. Rows of kind term add up to the emission, and so do those of kind activity; parameter and node rows overlap and must not be added up. via_node_id is the node whose formula an item stands in; formula writes a term or node out.'
{%- endmacro %}

{#- The table macro `explain_references(province, sub_source, year, method)`: the share of
    the emission whose factor or activity cites each reference. Most numbers cite several,
    so the shares do not add up to one. -#}
{% macro create_explain_references() -%}
create or replace macro main.explain_references(province, sub_source, year, method)
as table
with

{{ explained_cells() }},

inputs as (

    select
        cells.sub_source_id,
        cells.use_id,
        cells.province_code,
        cells.reference_year,
        cells.emission_t,
        operands.operand_id as parameter_id
    from cells
    inner join fct_factor_operands as operands
        on cells.node_id = operands.factor_node_id

    union

    select
        sub_source_id,
        use_id,
        province_code,
        reference_year,
        emission_t,
        'activity.' || unnest(series_ids) || '.' || province_code
        || '.' || reference_year as parameter_id
    from cells

),

citations as (

    select
        inputs.sub_source_id,
        inputs.use_id,
        inputs.province_code,
        inputs.reference_year,
        inputs.emission_t,
        parameters.source_key
    from inputs
    inner join dim_parameter as parameters
        on inputs.parameter_id = parameters.parameter_id
    group by
        inputs.sub_source_id, inputs.use_id, inputs.province_code,
        inputs.reference_year, inputs.emission_t, parameters.source_key

),

total as (

    select sum(emission_t) as total_t from cells

)

select
    citations.source_key,
    sum(citations.emission_t) as emission_t,
    sum(citations.emission_t) / nullif(any_value(total.total_t), 0) as share_frac,
    any_value(sources.citation) as citation,
    any_value(sources.doi) as doi,
    any_value(sources.url) as url,
    any_value(sources.licence) as licence
from citations
cross join total
inner join dim_reference as sources
    on citations.source_key = sources.source_key
group by citations.source_key
order by share_frac desc, citations.source_key;

comment on macro table main.explain_references is
'Which references a number rests on and the share of the emission that cites each; arguments as in explain_emission. Most numbers cite several, so the shares do not add up to one.'
{%- endmacro %}
