"""The inventory as the uncertainty kernels see it: rows in, arrays and names out.

An emission is activity x effective factor / 1000. The factors come from the stored
graph of parameters. An activity is its point value times a shared part (the error of
one statistical system, common to all rows of a dependence group) times a part of its
own; rows with one `draw_id` (allocated from one national figure) share that too.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.dependence import DependenceError, rank_correlated, shares_of_one
from vanadis.distributions import (
    Distribution,
    Spread,
    SpreadError,
    distribution,
    draw,
)
from vanadis.factor_graph import FactorGraph, compile_graph
from vanadis.streams import Sampling, fill_uniforms, uniforms

KG_PER_T = 1000.0
ACTIVITY_FAMILIES = ("fixed", "normal", "lognormal")
ACTIVITY_COLUMNS = [
    "province_code",
    "region_id",
    "sub_source_id",
    "category_id",
    "receptor_id",
    "reference_year",
    "use_id",
    "parameter_id",
    "amount",
    "node_id",
    "draw_id",
    "dependence_group_id",
    "family",
    "cv_frac",
    "systematic_share_frac",
]
SPREAD_FIGURES = (
    "cv_frac",
    "sd",
    "factor_95_ratio",
    "low",
    "mode",
    "high",
    "lower_bound",
    "upper_bound",
)


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
class Activity:
    """One activity row: what is multiplied, and by which draws.

    `pair` numbers the (sub-source, node, shared part) it belongs to, `cell` its
    (sub-source, year); `draw_id` names the stream of its own part.
    """

    cell: int
    pair: int
    amount: float
    own: Distribution
    draw_id: str


@dataclass(frozen=True)
class Pair:
    """What activity rows have in common: sub-source, factor node and shared part."""

    sub_source: int
    node: int
    shared: int


@dataclass(frozen=True)
class Inventory:
    """One method's inventory, ready to be evaluated; see `compile_inventory`.

    `shared` are the multipliers of the dependence groups (stream name in
    `shared_streams`); `cells` are (sub-source, year) positions; `provinces` holds the
    activity rows by province, in the order in which everything is summed.
    """

    graph: FactorGraph
    laws: tuple[Distribution, ...]
    points: NDArray[np.float64]
    correlations: tuple[RankCorrelation, ...]
    compositions: tuple[Composition, ...]
    node_ids: tuple[str, ...]
    shared: tuple[Distribution, ...]
    shared_streams: tuple[str, ...]
    pairs: tuple[Pair, ...]
    sub_source_ids: tuple[str, ...]
    category_of: Mapping[str, str]
    receptor_of: Mapping[str, str]
    years: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]
    province_codes: tuple[str, ...]
    region_of: Mapping[str, str | None]
    provinces: tuple[tuple[Activity, ...], ...]

    @property
    def parameter_ids(self) -> tuple[str, ...]:
        """Names of the factor parameters, in the order of their rows."""
        return self.graph.parameter_ids

    def without_spread(self) -> "Inventory":
        """Return the same inventory with every parameter fixed at its point value."""
        laws = [
            Distribution(law.parameter_id, "fixed", (float(point),))
            for law, point in zip(self.laws, self.points, strict=True)
        ]
        exact = Distribution("exact", "fixed", (1.0,))
        provinces = [
            tuple(
                Activity(row.cell, row.pair, row.amount, exact, row.draw_id)
                for row in rows
            )
            for rows in self.provinces
        ]
        fields = {**self.__dict__, "laws": tuple(laws), "provinces": tuple(provinces)}
        fields |= {"correlations": (), "compositions": ()}
        fields |= {"shared": tuple(exact for _ in self.shared)}
        return Inventory(**fields)


@dataclass(frozen=True)
class DrawnInputs:
    """Draws of everything that more than one row uses; one column per draw."""

    parameters: NDArray[np.float64]
    nodes: NDArray[np.float64]
    shared: NDArray[np.float64]
    common: Mapping[str, NDArray[np.float64]]
    seed: int
    sampling: Sampling

    @property
    def n_draws(self) -> int:
        """Number of draws."""
        return int(self.parameters.shape[1])


def activity_law(family: str, cv_frac: float, *, name: str) -> Distribution:
    """Return the multiplier of mean one that an activity's spread stands for."""
    if family not in ACTIVITY_FAMILIES:
        expected = ", ".join(ACTIVITY_FAMILIES)
        raise SpreadError(name, f"family is {family!r}, expected one of {expected}")
    if family == "fixed":
        return Distribution(name, "fixed", (1.0,))
    bound = 0.0 if family == "normal" else None
    return distribution(Spread(name, family, 1.0, cv_frac=cv_frac, lower_bound=bound))


def split_cv(cv_frac: float, systematic_share_frac: float) -> tuple[float, float]:
    """Split a relative spread into the shared part and the part of one's own.

    The share is one of variance; the product of the two independent parts has the
    whole spread: (1 + cv^2) = (1 + cv_shared^2) (1 + cv_own^2).
    """
    shared = systematic_share_frac * cv_frac**2
    own = (1.0 + cv_frac**2) / (1.0 + shared) - 1.0
    return math.sqrt(shared), math.sqrt(own)


def spreads_from_rows(
    parameters: pd.DataFrame,
    samples: Mapping[str, tuple[float, ...]] | None = None,
) -> tuple[Distribution, ...]:
    """Build the laws of all parameter rows, in their order.

    Parameters
    ----------
    parameters
        Columns parameter_id, family, point_value and `SPREAD_FIGURES` (null = not
        given).
    samples
        Observed values of the parameters whose family is empirical.
    """
    laws = []
    for row in parameters.to_dict("records"):
        figures = {
            name: None if pd.isna(row[name]) else float(row[name])
            for name in SPREAD_FIGURES
        }
        name = str(row["parameter_id"])
        family = row["family"]
        if not isinstance(family, str):
            raise SpreadError(
                name, "no spread is given; a value known exactly is fixed"
            )
        laws.append(
            distribution(
                Spread(
                    name,
                    family,
                    float(row["point_value"]),
                    **figures,
                    samples=(samples or {}).get(name),
                )
            )
        )
    return tuple(laws)


def _correlations(
    rows: pd.DataFrame, position: Mapping[str, int]
) -> tuple[RankCorrelation, ...]:
    """Assemble the correlation matrices from rows of pairs."""
    found = []
    for group_id, pairs in rows.groupby("dependence_group_id", sort=True):
        names = sorted(
            name
            for name in {*pairs["parameter_id"], *pairs["other_parameter_id"]}
            if name in position
        )
        if len(names) < 2:
            continue
        place = {name: i for i, name in enumerate(names)}
        matrix = np.eye(len(names))
        for row in pairs.to_dict("records"):
            first, second = row["parameter_id"], row["other_parameter_id"]
            coefficient = float(row["rank_correlation_coef"])
            if not -1.0 <= coefficient <= 1.0 or first == second:
                raise DependenceError(
                    f"dependence group {group_id!r}: rank correlation of {first!r} and "
                    f"{second!r} is {coefficient:g}, expected two parameters, -1 to 1"
                )
            if first in place and second in place:
                matrix[place[first], place[second]] = coefficient
                matrix[place[second], place[first]] = coefficient
        parameters = tuple(position[name] for name in names)
        found.append(RankCorrelation(str(group_id), parameters, matrix))
    return tuple(found)


def _compositions(
    rows: pd.DataFrame, position: Mapping[str, int]
) -> tuple[Composition, ...]:
    """Collect the parameters that are shares of one whole."""
    found = []
    for group_id, members in rows.groupby("dependence_group_id", sort=True):
        names = sorted(set(members["parameter_id"]) & position.keys())
        if not names:
            continue
        at_most = bool(members["is_at_most"].iloc[0])
        parameters = tuple(position[name] for name in names)
        found.append(Composition(str(group_id), parameters, at_most))
    return tuple(found)


def compile_inventory(
    *,
    parameters: pd.DataFrame,
    terms: pd.DataFrame,
    activities: pd.DataFrame,
    correlations: pd.DataFrame,
    compositions: pd.DataFrame,
    samples: Mapping[str, tuple[float, ...]] | None = None,
) -> Inventory:
    """Compile the rows of one method; the order of the rows is of no account.

    Parameters
    ----------
    parameters
        Factor parameters: see `spreads_from_rows`.
    terms
        The factor graph: see `vanadis.factor_graph.compile_graph`.
    activities
        One row per province, sub-source, use, year and activity parameter:
        province_code, region_id, sub_source_id, category_id, receptor_id,
        reference_year, use_id, parameter_id, amount (t, or m3 where the factor is per
        m3), node_id, draw_id, dependence_group_id, family, cv_frac,
        systematic_share_frac.
    correlations
        dependence_group_id, parameter_id, other_parameter_id, rank_correlation_coef.
    compositions
        dependence_group_id, parameter_id, is_at_most.
    """
    operands = {name for names in terms["operand_ids"] for name in names}
    used = parameters[parameters["parameter_id"].isin(operands)]
    used = used.sort_values("parameter_id")
    parameter_ids = [str(name) for name in used["parameter_id"]]
    position = {name: i for i, name in enumerate(parameter_ids)}
    rows = activities[ACTIVITY_COLUMNS].sort_values(
        ["province_code", "sub_source_id", "reference_year", "use_id", "parameter_id"]
    )
    graph = compile_graph(terms, parameter_ids)
    node_ids = tuple(sorted(set(rows["node_id"])))
    node_position = {name: i for i, name in enumerate(node_ids)}
    sub_source_ids = tuple(sorted(set(rows["sub_source_id"])))
    sub_source_position = {name: i for i, name in enumerate(sub_source_ids)}
    years = tuple(sorted({int(year) for year in rows["reference_year"]}))
    cells = tuple((s, y) for s in range(len(sub_source_ids)) for y in range(len(years)))
    cell_position = {cell: i for i, cell in enumerate(cells)}

    shared: dict[tuple[str, str, float], int] = {}
    pairs: dict[Pair, int] = {}
    owns: dict[tuple[str, float], Distribution] = {}
    provinces: dict[str, list[Activity]] = {}
    # One named tuple at a time: a large inventory has a million rows.
    records: Iterable[Any] = rows.itertuples(index=False)
    for row in records:
        family, draw_id = str(row.family), str(row.draw_id)
        group_id, cv = str(row.dependence_group_id), float(row.cv_frac)
        share = float(row.systematic_share_frac)
        if not 0.0 <= share <= 1.0:
            raise SpreadError(
                draw_id, f"systematic_share_frac is {share:g}, expected 0 to 1"
            )
        if not 0.0 <= cv < math.inf:
            raise SpreadError(draw_id, f"cv_frac is {cv:g}, expected 0 or more")
        cv_shared, cv_own = split_cv(cv, share)
        key = (group_id, family, cv_shared)
        pair = Pair(
            sub_source_position[row.sub_source_id],
            node_position[row.node_id],
            shared.setdefault(key, len(shared)),
        )
        if (family, cv_own) not in owns:
            owns[family, cv_own] = activity_law(family, cv_own, name=draw_id)
        year = years.index(int(row.reference_year))
        provinces.setdefault(str(row.province_code), []).append(
            Activity(
                cell=cell_position[pair.sub_source, year],
                pair=pairs.setdefault(pair, len(pairs)),
                amount=float(row.amount) / KG_PER_T,
                own=owns[family, cv_own],
                draw_id=draw_id,
            )
        )
    sub_sources = rows.drop_duplicates("sub_source_id").set_index("sub_source_id")
    regions = rows.drop_duplicates("province_code").set_index("province_code")
    return Inventory(
        graph=graph,
        laws=spreads_from_rows(used, samples),
        points=used["point_value"].to_numpy(dtype=np.float64),
        correlations=_correlations(correlations, position),
        compositions=_compositions(compositions, position),
        node_ids=node_ids,
        shared=tuple(
            activity_law(family, cv, name=group) for group, family, cv in shared
        ),
        shared_streams=tuple(f"activity.{group}" for group, _, _ in shared),
        pairs=tuple(pairs),
        sub_source_ids=sub_source_ids,
        category_of=dict(sub_sources["category_id"]),
        receptor_of=dict(sub_sources["receptor_id"]),
        years=years,
        cells=cells,
        province_codes=tuple(provinces),
        region_of={
            str(code): None if pd.isna(region) else str(region)
            for code, region in regions["region_id"].items()
        },
        provinces=tuple(tuple(rows) for rows in provinces.values()),
    )


def draw_parameters(
    inventory: Inventory, *, seed: int, n_draws: int, sampling: Sampling
) -> NDArray[np.float64]:
    """Draw the factor parameters with their dependence, one row each."""
    values = draw(inventory.laws, seed=seed, n_draws=n_draws, sampling=sampling)
    for group in inventory.correlations:
        at = list(group.parameters)
        values[at] = rank_correlated(
            values[at],
            group.matrix,
            parameter_ids=[inventory.parameter_ids[i] for i in at],
            dependence_group_id=group.dependence_group_id,
            seed=seed,
        )
    for whole in inventory.compositions:
        at = list(whole.parameters)
        values[at] = shares_of_one(values[at], at_most=whole.at_most)
    return values


def draw_inputs(
    inventory: Inventory, *, seed: int, n_draws: int, sampling: Sampling = "random"
) -> DrawnInputs:
    """Draw what many rows use: parameters, nodes, shared and common activity parts."""
    parameters = draw_parameters(
        inventory, seed=seed, n_draws=n_draws, sampling=sampling
    )
    shared = uniforms(
        inventory.shared_streams, seed=seed, n_draws=n_draws, sampling=sampling
    )
    for row, law in zip(shared, inventory.shared, strict=True):
        law.transform(row)
    seen: set[str] = set()
    common: dict[str, NDArray[np.float64]] = {}
    for rows in inventory.provinces:
        for activity in rows:
            if activity.draw_id in seen and activity.draw_id not in common:
                common[activity.draw_id] = _own_part(
                    activity, seed=seed, n_draws=n_draws, sampling=sampling
                )
            seen.add(activity.draw_id)
    return DrawnInputs(
        parameters=parameters,
        nodes=inventory.graph.evaluate(parameters, inventory.node_ids),
        shared=shared,
        common=common,
        seed=seed,
        sampling=sampling,
    )


def _own_part(
    activity: Activity, *, seed: int, n_draws: int, sampling: Sampling
) -> NDArray[np.float64]:
    values = np.empty(n_draws)
    fill_uniforms(values, seed=seed, parameter_id=activity.draw_id, sampling=sampling)
    activity.own.transform(values)
    return values


def first_draws(inputs: DrawnInputs, n_keep: int) -> DrawnInputs:
    """Return the first draws only; random streams of any length begin alike."""
    return DrawnInputs(
        parameters=inputs.parameters[:, :n_keep],
        nodes=inputs.nodes[:, :n_keep],
        shared=inputs.shared[:, :n_keep],
        common={name: row[:n_keep] for name, row in inputs.common.items()},
        seed=inputs.seed,
        sampling=inputs.sampling,
    )
