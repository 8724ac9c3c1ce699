"""The inventory as the uncertainty kernels see it: activities, factors and their laws.

An emission is activity x effective factor / 1000. The factors come from the stored
graph of parameters. An activity is its point value times a shared part (the error of
one statistical system, common to all rows of a dependence group) times a part of its
own; rows with one `draw_id` (allocated from one national figure) share that too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vanadis.distributions import Distribution
from vanadis.factor_graph import FactorGraph


class SharedPart(NamedTuple):
    """What activities of one statistical system have in common."""

    dependence_group_id: str
    family: str
    cv_frac: float

    @property
    def stream(self) -> str:
        """Name of its random stream: one draw, however wide the part."""
        return f"activity.{self.dependence_group_id}"


class Cell(NamedTuple):
    """Where an emission of a province stands."""

    sub_source_id: str
    reference_year: int


class Pair(NamedTuple):
    """What activity rows have in common over provinces and years."""

    sub_source_id: str
    node_id: str
    shared: SharedPart


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity row: what is multiplied, and by which draws.

    `amount` is in thousand t (or thousand m3), so that times kg per t (or m3) it is
    tonnes; `draw_id` names the stream of the row's own part.
    """

    cell: Cell
    pair: Pair
    amount: float
    own: Distribution
    draw_id: str


@dataclass(frozen=True)
class RankCorrelation:
    """Parameters of one dependence group, by position, and their rank correlation."""

    dependence_group_id: str
    parameters: tuple[int, ...]
    matrix: NDArray[np.float64]


@dataclass(frozen=True)
class Composition:
    """Shares of one whole, by position; `at_most` one or exactly one."""

    dependence_group_id: str
    parameters: tuple[int, ...]
    at_most: bool


@dataclass(frozen=True)
class Inventory:
    """One method's inventory; `vanadis.inventory_rows.compile_inventory` makes it.

    `laws` and `points` belong to the graph's parameters, `shared` to the shared parts
    of activities; `provinces` holds the activity rows by province code, in the order
    in which everything is summed.
    """

    graph: FactorGraph
    laws: tuple[Distribution, ...]
    points: NDArray[np.float64]
    correlations: tuple[RankCorrelation, ...]
    compositions: tuple[Composition, ...]
    shared: Mapping[SharedPart, Distribution]
    category_of: Mapping[str, str]
    receptor_of: Mapping[str, str]
    region_of: Mapping[str, str | None]
    provinces: Mapping[str, tuple[Activity, ...]]

    @property
    def parameter_ids(self) -> tuple[str, ...]:
        """Names of the factor parameters, in the order of their rows."""
        return self.graph.parameter_ids

    def rows(self) -> Iterator[Activity]:
        """Walk all activity rows in the order of summation."""
        for rows in self.provinces.values():
            yield from rows

    @cached_property
    def node_ids(self) -> tuple[str, ...]:
        """Names of the factors that activities meet, sorted."""
        return tuple(sorted({row.pair.node_id for row in self.rows()}))

    @cached_property
    def point_factors(self) -> Mapping[str, float]:
        """Factors at the point values of their parameters, by node."""
        values = self.graph.evaluate(self.points[:, None], self.node_ids)[:, 0]
        return dict(zip(self.node_ids, map(float, values), strict=True))

    def without_spread(self) -> "Inventory":
        """Return the same inventory with every parameter fixed at its point value."""
        exact = Distribution("exact", "fixed", (1.0,))
        return replace(
            self,
            laws=tuple(
                Distribution(law.parameter_id, "fixed", (float(point),))
                for law, point in zip(self.laws, self.points, strict=True)
            ),
            correlations=(),
            compositions=(),
            shared=dict.fromkeys(self.shared, exact),
            provinces={
                code: tuple(replace(row, own=exact) for row in rows)
                for code, rows in self.provinces.items()
            },
        )
