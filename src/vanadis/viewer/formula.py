"""A factor written out: each node as its terms, with the numbers in place."""

from collections.abc import Callable

import pandas as pd

from vanadis.viewer.formats import number


def written_terms(terms: pd.DataFrame, name: Callable[[str], str] = str) -> str:
    """Return each node as a sum, one term a line, values in brackets.

    Parameters
    ----------
    terms
        One row per operand: ``node_id``, ``term_no``, ``coefficient``,
        ``operand_id`` (null for a constant), ``operand_value``, ``unit``; top nodes
        first.
    name
        Gives an operand the words it is shown in.
    """
    nodes = []
    for node_id, node in terms.groupby("node_id", sort=False):
        lines = [f"    {_term(term, name)}" for _, term in node.groupby("term_no")]
        nodes.append("\n".join([f"{node_id} =", *lines]))
    return "\n".join(nodes)


def _term(operands: pd.DataFrame, name: Callable[[str], str]) -> str:
    coefficient = float(operands["coefficient"].iloc[0])
    factors = [
        f"{name(row.operand_id)} [{_value(row.operand_value, row.unit)}]"
        for row in operands.itertuples()
        if isinstance(row.operand_id, str)
    ]
    size = abs(coefficient)
    if size != 1 or not factors:
        factors.insert(0, number(size, digits=6))
    return f"{'−' if coefficient < 0 else '+'} {' × '.join(factors)}"


def _value(value: object, unit: object) -> str:
    text = number(value if isinstance(value, float) else None)
    if not isinstance(unit, str) or unit == "frac":
        return text
    return f"{text} {unit.replace('_per_', '/')}"
