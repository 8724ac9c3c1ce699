"""Effective emission factors as sums of products: values and derivatives of one graph.

The graph is stored as rows (`int_inventory__factor_terms`): the value of a node is the
sum over its terms of coefficient x product(operands), an operand being a parameter or
a node of a lower level. The Monte Carlo, the error propagation and the sensitivities
all evaluate these rows; no formula is written a second time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray


class GraphError(ValueError):
    """A set of term rows that is no graph of levels; the message names the node."""


@dataclass(frozen=True)
class Term:
    """One product: a coefficient and the positions of its operands."""

    coefficient: float
    operands: tuple[int, ...]


@dataclass(frozen=True)
class FactorGraph:
    """Nodes in order of evaluation; a position counts parameters first, then nodes."""

    parameter_ids: tuple[str, ...]
    node_ids: tuple[str, ...]
    terms: tuple[tuple[Term, ...], ...]

    def _needed(self, node_ids: Sequence[str]) -> list[bool]:
        """Mark the nodes that the wanted ones rest on, themselves included."""
        n_parameters = len(self.parameter_ids)
        wanted = set(node_ids)
        needed = [node_id in wanted for node_id in self.node_ids]
        for node in reversed(range(len(self.node_ids))):
            if needed[node]:
                for term in self.terms[node]:
                    for operand in term.operands:
                        if operand >= n_parameters:
                            needed[operand - n_parameters] = True
        return needed

    def evaluate(
        self, values: NDArray[np.float64], node_ids: Sequence[str]
    ) -> NDArray[np.float64]:
        """Return the wanted nodes, one row each, for parameter rows of any length.

        Parameters
        ----------
        values
            One row per parameter in the order of `parameter_ids`, one column per draw.
        node_ids
            The nodes wanted, in the order wanted.
        """
        if values.shape[0] != len(self.parameter_ids):
            raise GraphError(
                f"{values.shape[0]} parameter rows, expected {len(self.parameter_ids)}"
            )
        rows: list[NDArray[np.float64]] = list(values)
        empty = np.empty(0)
        for needed, terms in zip(self._needed(node_ids), self.terms, strict=True):
            if not needed:
                rows.append(empty)
                continue
            total = np.zeros(values.shape[1])
            for term in terms:
                product = np.full(values.shape[1], term.coefficient)
                for operand in term.operands:
                    product *= rows[operand]
                total += product
            rows.append(total)
        position = {node_id: i for i, node_id in enumerate(self.node_ids)}
        n_parameters = len(self.parameter_ids)
        wanted = [rows[n_parameters + position[node_id]] for node_id in node_ids]
        return np.array(wanted).reshape(len(wanted), values.shape[1])

    def derivatives(
        self, point: NDArray[np.float64], node_ids: Sequence[str]
    ) -> NDArray[np.float64]:
        """Return d(node)/d(parameter) at one point: a row per node wanted.

        The product rule is applied to the stored terms, level by level.
        """
        n_parameters = len(self.parameter_ids)
        values = np.concatenate([point, np.zeros(len(self.node_ids))])
        slopes = np.zeros((values.size, n_parameters))
        slopes[:n_parameters] = np.eye(n_parameters)
        for node, terms in enumerate(self.terms, start=n_parameters):
            for term in terms:
                factors = values[list(term.operands)]
                values[node] += term.coefficient * factors.prod()
                for i, operand in enumerate(term.operands):
                    others = term.coefficient * np.delete(factors, i).prod()
                    slopes[node] += others * slopes[operand]
        position = {node_id: i for i, node_id in enumerate(self.node_ids)}
        return slopes[[n_parameters + position[node_id] for node_id in node_ids]]

    def dependents(self, node_ids: Sequence[str]) -> Mapping[str, list[str]]:
        """Return, for each parameter, which of the nodes change with it."""
        n_parameters = len(self.parameter_ids)
        uses: list[frozenset[int]] = [frozenset([i]) for i in range(n_parameters)]
        for terms in self.terms:
            uses.append(
                frozenset().union(*(uses[o] for term in terms for o in term.operands))
            )
        position = {node_id: i for i, node_id in enumerate(self.node_ids)}
        found: dict[str, list[str]] = {name: [] for name in self.parameter_ids}
        for node_id in node_ids:
            for parameter in sorted(uses[n_parameters + position[node_id]]):
                found[self.parameter_ids[parameter]].append(node_id)
        return found


def compile_graph(terms: pd.DataFrame, parameter_ids: Sequence[str]) -> FactorGraph:
    """Build the graph from term rows of one method.

    Parameters
    ----------
    terms
        Columns node_id, level, term_no, coefficient, operand_ids (a list each).
    parameter_ids
        Every parameter that may occur, in the order its values will come.
    """
    columns = ["level", "node_id", "term_no", "coefficient", "operand_ids"]
    rows = sorted(
        terms[columns].itertuples(index=False, name=None), key=lambda r: r[:3]
    )
    positions = {name: i for i, name in enumerate(parameter_ids)}
    levels = dict.fromkeys(parameter_ids, 0)
    node_ids: list[str] = []
    node_terms: list[list[Term]] = []
    previous: tuple[int, str, int] | None = None
    for level, node_id, term_no, coefficient, operand_ids in rows:
        if (level, node_id, term_no) == previous:
            raise GraphError(f"node {node_id!r}: term {term_no} is there twice")
        previous = (level, node_id, term_no)
        if not node_ids or node_ids[-1] != node_id:
            if node_id in levels:
                raise GraphError(f"node {node_id!r}: the name is taken already")
            positions[node_id] = len(parameter_ids) + len(node_ids)
            levels[node_id] = int(level)
            node_ids.append(node_id)
            node_terms.append([])
        operands = []
        for operand_id in operand_ids:
            if operand_id not in positions:
                raise GraphError(
                    f"node {node_id!r}, term {term_no}: operand {operand_id!r} "
                    "is neither a parameter nor a node of a lower level"
                )
            if levels[operand_id] >= level:
                raise GraphError(
                    f"node {node_id!r}, term {term_no}: operand {operand_id!r} "
                    f"is on level {levels[operand_id]}, expected below {level}"
                )
            operands.append(positions[operand_id])
        node_terms[-1].append(Term(float(coefficient), tuple(operands)))
    return FactorGraph(
        tuple(parameter_ids), tuple(node_ids), tuple(map(tuple, node_terms))
    )
