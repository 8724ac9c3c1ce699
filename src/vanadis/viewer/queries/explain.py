"""From a number to its terms, their parameters and the pages they stand on."""

import pandas as pd

from vanadis.viewer.reader import Read

CELLS = """
select
    fct_emissions.province_code,
    fct_emissions.sub_source_id,
    fct_emissions.reference_year,
    fct_emissions.emission_t,
    fct_emissions.notation_key,
    fct_emissions.is_imputed,
    fct_emissions.basis
from fct_emissions
where
    fct_emissions.method_id = $method_id
    and ($province_code = 'all' or fct_emissions.province_code = $province_code)
    and ($sub_source_id = 'all' or fct_emissions.sub_source_id = $sub_source_id)
    and (
        $reference_year = 'all'
        or fct_emissions.reference_year = try_cast($reference_year as integer)
    )
order by fct_emissions.emission_t desc nulls last
"""

PRODUCTS = """
select * exclude (method_id, series_ids, basis)
from fct_use_emissions
where
    fct_use_emissions.method_id = $method_id
    and fct_use_emissions.province_code = $province_code
    and fct_use_emissions.sub_source_id = $sub_source_id
    and fct_use_emissions.reference_year = cast($reference_year as integer)
order by fct_use_emissions.emission_t desc nulls last
"""

TERMS = """
with

opened as (

    select distinct unnest([operands.factor_node_id, operands.via_node_id]) as node_id
    from fct_factor_operands as operands
    where list_contains($node_ids, operands.factor_node_id)

),

operands as (

    select
        fct_factor_terms.node_level,
        fct_factor_terms.node_id,
        fct_factor_terms.term_no,
        fct_factor_terms.coefficient,
        unnest(
            -- A term without operands is its coefficient alone.
            case
                when len(fct_factor_terms.operand_ids) = 0 then [null]
                else fct_factor_terms.operand_ids
            end
        ) as operand_id
    from fct_factor_terms
    inner join opened
        on fct_factor_terms.node_id = opened.node_id

)

select
    operands.node_level,
    operands.node_id,
    operands.term_no,
    operands.coefficient,
    operands.operand_id,
    coalesce(fct_factor_nodes.node_value, dim_parameter.point_value) as operand_value,
    coalesce(fct_factor_nodes.unit, dim_parameter.unit) as unit,
    coalesce(fct_factor_nodes.basis, dim_parameter.basis) as basis
from operands
left join fct_factor_nodes
    on operands.operand_id = fct_factor_nodes.node_id
left join dim_parameter
    on operands.operand_id = dim_parameter.parameter_id
order by operands.node_level desc, operands.node_id, operands.term_no
"""

# A null argument of the macros stands for all.
ITEMS = """
select *
from explain_emission(
    nullif($province_code, 'all'),
    nullif($sub_source_id, 'all'),
    try_cast($reference_year as integer),
    $method_id
)
order by item_kind, emission_t desc nulls last
"""

REFERENCES = """
select *
from explain_references(
    nullif($province_code, 'all'),
    nullif($sub_source_id, 'all'),
    try_cast($reference_year as integer),
    $method_id
)
order by emission_t desc nulls last
"""

MACRO = """
select duckdb_functions.function_name
from duckdb_functions()
where
    duckdb_functions.function_name in ('explain_emission', 'explain_references')
    and duckdb_functions.database_name = current_database()
"""


def cells(read: Read, chosen: dict[str, str]) -> pd.DataFrame:
    """Return the cells behind a choice of keys; ``all`` leaves a key open."""
    return read(CELLS, chosen)


def products(read: Read, chosen: dict[str, str]) -> pd.DataFrame:
    """Return activity x factor per use of one cell."""
    return read(PRODUCTS, chosen)


def terms(read: Read, node_ids: list[str]) -> pd.DataFrame:
    """Return the terms of factor nodes and of all nodes below them."""
    return read(TERMS, {"node_ids": node_ids})


def can_explain(read: Read) -> bool:
    """Tell whether the file holds the macros that explain a number."""
    return len(read(MACRO, {})) >= 2


def items(read: Read, chosen: dict[str, str]) -> pd.DataFrame:
    """Return terms, nodes, parameters and activities behind a choice."""
    return read(ITEMS, chosen)


def references(read: Read, chosen: dict[str, str]) -> pd.DataFrame:
    """Return the references behind a choice, with the emission that needs them."""
    return read(REFERENCES, chosen)
