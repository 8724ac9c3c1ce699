"""Approach 1 of the IPCC: first-order error propagation through the stored factor rows.

The variance of an emission is the sum over its uncertain inputs of (slope x standard
deviation) squared, with the covariance of rank-correlated parameters. Slopes are the
analytic derivatives of the same terms that give the emission, so a parameter used by
many cells counts as one.

References
----------
IPCC (2006). Guidelines for National Greenhouse Gas Inventories, volume 1, chapter 3,
equations 3.1 and 3.2 and section 3.7.1 (trend).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.dependence import normal_scores_correlation
from vanadis.distributions import Z95
from vanadis.inventory_model import Inventory
from vanadis.montecarlo import KEY_COLUMNS, TREND_SUFFIX

Array = NDArray[np.float64]

PROPAGATION_COLUMNS = (
    *KEY_COLUMNS,
    "emission_t",
    "emission_sd_t",
    "half_range_pct",
    "centre_shift_ratio",
    "correlated_share_frac",
    "composition_share_frac",
)


def combine_product(half_ranges_pct: Sequence[float]) -> float:
    """Half range of a product of independent quantities, percent (equation 3.1)."""
    return math.sqrt(sum(u**2 for u in half_ranges_pct))


def combine_sum(quantities: Sequence[float], half_ranges_pct: Sequence[float]) -> float:
    """Half range of a sum of independent quantities, percent (equation 3.2)."""
    squares = sum(
        (x * u) ** 2 for x, u in zip(quantities, half_ranges_pct, strict=True)
    )
    return math.sqrt(squares) / abs(sum(quantities))


@dataclass(frozen=True)
class Linearised:
    """The inventory to first order around its point values.

    Rows are activity rows in the order of the inventory. `emissions` are tonnes,
    `slopes` d(factor)/d(parameter) by node, `covariance` that of the parameters.
    """

    inventory: Inventory
    emissions: Array
    amounts: Array
    node: NDArray[np.intp]
    stream: NDArray[np.intp]
    shared_sd: Array
    draw: NDArray[np.intp]
    own_sd: Array
    slopes: Array
    covariance: Array
    off_diagonal: Array
    offsets: Array
    in_composition: NDArray[np.bool_]

    def spread(self, weights: Array) -> "Spread":
        """Propagate to a weighted sum of row emissions."""
        amounts = np.bincount(
            self.node, weights * self.amounts, minlength=len(self.slopes)
        )
        gradient = self.slopes.T @ amounts
        emissions = weights * self.emissions
        shared = np.bincount(self.stream, emissions * self.shared_sd)
        own = np.bincount(self.draw, emissions * self.own_sd)
        activity = float((shared**2).sum() + (own**2).sum())
        factor = float(gradient @ self.covariance @ gradient)
        correlated = float(gradient @ self.off_diagonal @ gradient)
        shares = np.where(self.in_composition, gradient, 0.0)
        variance = factor + activity
        return Spread(
            total=float(emissions.sum()),
            sd=math.sqrt(max(variance, 0.0)),
            shift=float(gradient @ self.offsets),
            correlated=correlated,
            composition=float((shares**2) @ np.diag(self.covariance)),
        )


@dataclass(frozen=True)
class Spread:
    """First-order result: value, standard deviation and what they are made of."""

    total: float
    sd: float
    shift: float
    correlated: float
    composition: float


def linearise(inventory: Inventory) -> Linearised:
    """Take the derivatives of every row's emission to all uncertain inputs."""
    nodes = inventory.graph.evaluate(inventory.points[:, None], inventory.node_ids)
    deviations = np.array([law.sd for law in inventory.laws])
    correlation = np.eye(deviations.size)
    for group in inventory.correlations:
        at = np.ix_(group.parameters, group.parameters)
        correlation[at] = normal_scores_correlation(group.matrix)
    covariance = correlation * np.outer(deviations, deviations)
    members = {i for whole in inventory.compositions for i in whole.parameters}
    rows = [row for province in inventory.provinces for row in province]
    pairs = [inventory.pairs[row.pair] for row in rows]
    streams = sorted(set(inventory.shared_streams))
    stream_of = [streams.index(name) for name in inventory.shared_streams]
    draws: dict[str, int] = {}
    amounts = np.array([row.amount for row in rows])
    node = np.array([pair.node for pair in pairs])
    return Linearised(
        inventory=inventory,
        emissions=amounts * nodes[node, 0],
        amounts=amounts,
        node=node,
        stream=np.array([stream_of[pair.shared] for pair in pairs]),
        shared_sd=np.array([inventory.shared[pair.shared].sd for pair in pairs]),
        draw=np.array([draws.setdefault(row.draw_id, len(draws)) for row in rows]),
        own_sd=np.array([row.own.sd for row in rows]),
        slopes=inventory.graph.derivatives(inventory.points, inventory.node_ids),
        covariance=covariance,
        off_diagonal=covariance - np.diag(np.diag(covariance)),
        offsets=np.array([law.mean for law in inventory.laws]) - inventory.points,
        in_composition=np.array([i in members for i in range(deviations.size)]),
    )


def _groupings(inventory: Inventory) -> list[tuple[str, str, list[str | None]]]:
    """Level, key column and the key of every activity row."""
    rows = [
        (code, inventory.sub_source_ids[inventory.pairs[row.pair].sub_source])
        for code, province in zip(
            inventory.province_codes, inventory.provinces, strict=True
        )
        for row in province
    ]
    return [
        ("sub_source", "sub_source_id", [name for _, name in rows]),
        ("category", "category_id", [inventory.category_of[name] for _, name in rows]),
        ("receptor", "receptor_id", [inventory.receptor_of[name] for _, name in rows]),
        ("province", "province_code", [code for code, _ in rows]),
        ("region", "region_id", [inventory.region_of[code] for code, _ in rows]),
        ("national", "", ["" for _ in rows]),
    ]


def error_propagation(inventory: Inventory) -> pd.DataFrame:
    """Propagate to every level: each year, the whole period, and the trend.

    `half_range_pct` is half of the 95 % range in percent of the emission; on a trend
    level it is in percentage points of the first year's emission, and emission and
    standard deviation are those of the change. `centre_shift_ratio` is how far the
    laws' means move the emission off its point value, in half ranges.
    """
    model = linearise(inventory)
    years = np.array(
        [
            inventory.cells[row.cell][1]
            for province in inventory.provinces
            for row in province
        ]
    )
    records: list[tuple[object, ...]] = []
    for level, column, names in _groupings(inventory):
        labels = np.array(names, dtype=object)
        for name in sorted({name for name in names if name is not None}):
            ids = {column: name} if column else {}
            chosen = (labels == name).astype(np.float64)
            records += _series(model, level, ids, chosen, years)
    return pd.DataFrame.from_records(records, columns=list(PROPAGATION_COLUMNS))


def _series(
    model: Linearised,
    level: str,
    ids: dict[str, str],
    chosen: Array,
    years: NDArray[np.intp],
) -> list[tuple[object, ...]]:
    """One series: every year, the whole period, the change from first to last."""
    records = []
    present = sorted({int(year) for year in years[chosen > 0.0]})
    for year in [*present, None]:
        weights = chosen if year is None else chosen * (years == year)
        spread = model.spread(weights)
        label = None if year is None else model.inventory.years[year]
        half = (
            math.nan
            if spread.total == 0.0
            else 100.0 * Z95 * spread.sd / abs(spread.total)
        )
        records.append(_record(level, label, ids, spread, half))
    if len(present) > 1:
        first, last = (chosen * (years == year) for year in (present[0], present[-1]))
        before = float((first * model.emissions).sum())
        after = float((last * model.emissions).sum())
        change = model.spread(last - first)
        if before > 0.0:
            # d(100 (after / before - 1)), the trend's own slope.
            points = model.spread(last - first * (after / before)).sd
            half = 100.0 * Z95 * points / before
        else:
            half = math.nan
        records.append(_record(level + TREND_SUFFIX, None, ids, change, half))
    return records


def _record(
    level: str, year: int | None, ids: dict[str, str], spread: Spread, half: float
) -> tuple[object, ...]:
    named = {"level": level, "reference_year": year, **ids}
    variance = spread.sd**2

    def share(part: float) -> float:
        return part / variance if variance > 0.0 else 0.0

    return (
        *(named.get(column) for column in KEY_COLUMNS),
        spread.total,
        spread.sd,
        half,
        spread.shift / (Z95 * spread.sd) if spread.sd > 0.0 else 0.0,
        share(spread.correlated),
        share(spread.composition),
    )
