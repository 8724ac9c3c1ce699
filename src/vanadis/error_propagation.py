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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from vanadis.dependence import normal_scores_correlation
from vanadis.distributions import Z95
from vanadis.inventory_model import Inventory
from vanadis.levels import KEY_COLUMNS, TREND_SUFFIX, Row, key

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


@dataclass(frozen=True)
class Linearised:
    """The inventory to first order around its point values.

    Attributes
    ----------
    emissions
        Of every activity row, in the order of the inventory, tonnes.
    slopes
        d(emission)/d(parameter) of every row.
    by_shared, by_own
        Standard deviation of every row's emission from its activity's shared part and
        own part, in the column of that part.
    covariance
        Of the parameters.
    offsets
        Means of the parameters' laws minus their point values.
    in_composition
        Which parameters are shares of one whole.
    """

    emissions: Array
    slopes: csr_array
    by_shared: csr_array
    by_own: csr_array
    covariance: Array
    offsets: Array
    in_composition: NDArray[np.bool_]

    def spread(self, weights: csr_array) -> "Spread":
        """Propagate to weighted sums of row emissions, one sum per row of weights."""
        gradients = (weights @ self.slopes).toarray()
        activity = sum(
            np.asarray((part * part).sum(axis=1))
            for part in (weights @ self.by_shared, weights @ self.by_own)
        )
        alone = gradients**2 * np.diag(self.covariance)
        factor = ((gradients @ self.covariance) * gradients).sum(axis=1)
        return Spread(
            total=weights @ self.emissions,
            sd=np.sqrt(np.maximum(factor + activity, 0.0)),
            shift=gradients @ self.offsets,
            correlated=factor - alone.sum(axis=1),
            composition=alone[:, self.in_composition].sum(axis=1),
        )


@dataclass(frozen=True)
class Spread:
    """First-order results: values, standard deviations and what they are made of."""

    total: Array
    sd: Array
    shift: Array
    correlated: Array
    composition: Array


def _by_column(names: Sequence[object], values: Array) -> csr_array:
    """Place each row's value in the column of its name."""
    codes, uniques = pd.factorize(np.array(names, dtype=object))
    shape = (len(names), len(uniques))
    return csr_array((values, (np.arange(len(names)), codes)), shape=shape)


def linearise(inventory: Inventory) -> Linearised:
    """Take the derivatives of every row's emission to all uncertain inputs."""
    rows = list(inventory.rows())
    deviations = np.array([law.sd for law in inventory.laws])
    correlation = np.eye(deviations.size)
    for group in inventory.correlations:
        at = np.ix_(group.parameters, group.parameters)
        correlation[at] = normal_scores_correlation(group.matrix)
    members = {i for whole in inventory.compositions for i in whole.parameters}
    amounts = np.array([row.amount for row in rows])
    nodes = [row.pair.node_id for row in rows]
    emissions = amounts * np.array([inventory.point_factors[node] for node in nodes])
    node_place = {node: i for i, node in enumerate(inventory.node_ids)}
    slopes = inventory.graph.derivatives(inventory.points, inventory.node_ids)
    at_nodes = csr_array(
        (amounts, (np.arange(len(rows)), [node_place[node] for node in nodes])),
        shape=(len(rows), len(node_place)),
    )
    return Linearised(
        emissions=emissions,
        slopes=at_nodes @ csr_array(slopes),
        by_shared=_by_column(
            [row.pair.shared.stream for row in rows],
            emissions
            * np.array([inventory.shared[row.pair.shared].sd for row in rows]),
        ),
        by_own=_by_column(
            [row.draw_id for row in rows],
            emissions * np.array([row.own.sd for row in rows]),
        ),
        covariance=correlation * np.outer(deviations, deviations),
        offsets=np.array([law.mean for law in inventory.laws]) - inventory.points,
        in_composition=np.array([i in members for i in range(deviations.size)]),
    )


Weights = tuple[NDArray[np.intp], Array]


@dataclass(frozen=True)
class Sum:
    """A weighted sum of row emissions and what its half range is relative to.

    `relative` is the sum whose spread, over `base` tonnes, is the half range.
    """

    key: Row
    weights: Weights
    relative: Weights
    base: float


def _matrix(weights: Sequence[Weights], n_rows: int) -> csr_array:
    """Put one sum into each row; the columns are activity rows."""
    ends = np.cumsum([0, *(at.size for at, _ in weights)])
    columns = np.concatenate([at for at, _ in weights])
    values = np.concatenate([value for _, value in weights])
    return csr_array((values, columns, ends), shape=(len(weights), n_rows))


def error_propagation(inventory: Inventory) -> pd.DataFrame:
    """Propagate to every level: each year, the whole period, and the trend.

    `half_range_pct` is half of the 95 % range in percent of the emission; on a trend
    level it is in percentage points of the first year's emission, and emission and
    standard deviation are those of the change. `centre_shift_ratio` is how far the
    laws' means move the emission off its point value, in half ranges.
    """
    model = linearise(inventory)
    sums = [
        found
        for level, column, names in _groupings(inventory)
        for found in _sums(inventory, model.emissions, level, column, names)
    ]
    n_rows = model.emissions.size
    spread = model.spread(_matrix([found.weights for found in sums], n_rows))
    relative = model.spread(_matrix([found.relative for found in sums], n_rows))
    base = np.array([found.base for found in sums])
    half_ranges = np.full(base.size, np.nan)
    np.divide(100.0 * Z95 * relative.sd, base, out=half_ranges, where=base > 0.0)

    def ratio(part: Array, whole: Array) -> Array:
        return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0.0)

    keys = pd.DataFrame([found.key for found in sums], columns=list(KEY_COLUMNS))
    return keys.assign(
        emission_t=spread.total,
        emission_sd_t=spread.sd,
        half_range_pct=half_ranges,
        centre_shift_ratio=ratio(spread.shift, Z95 * spread.sd),
        correlated_share_frac=ratio(spread.correlated, spread.sd**2),
        composition_share_frac=ratio(spread.composition, spread.sd**2),
    )


def _groupings(inventory: Inventory) -> Iterator[tuple[str, str, list[str | None]]]:
    """Level, key column and the key of every activity row."""
    codes = [code for code, rows in inventory.provinces.items() for _ in rows]
    names = [row.pair.sub_source_id for row in inventory.rows()]
    yield "sub_source", "sub_source_id", list(names)
    yield "category", "category_id", [inventory.category_of[name] for name in names]
    yield "receptor", "receptor_id", [inventory.receptor_of[name] for name in names]
    yield "province", "province_code", list(codes)
    yield "region", "region_id", [inventory.region_of[code] for code in codes]
    yield "national", "", ["" for _ in names]


def _sums(
    inventory: Inventory,
    emissions: Array,
    level: str,
    column: str,
    names: Sequence[str | None],
) -> Iterator[Sum]:
    """Of each name: every year, the whole period, the change from first to last."""
    years = np.array([row.cell.reference_year for row in inventory.rows()])
    codes, found = pd.factorize(np.array(names, dtype=object), sort=True)
    for code, name in enumerate(found):
        rows = np.flatnonzero(codes == code)
        ids: Mapping[str, str] = {column: name} if column else {}
        by_year = {
            int(year): rows[years[rows] == year] for year in np.unique(years[rows])
        }
        for year, at in [*by_year.items(), (None, rows)]:
            whole = at, np.ones(at.size)
            yield Sum(key(level, year, ids), whole, whole, abs(emissions[at].sum()))
        if len(by_year) > 1:
            first, last = by_year[min(by_year)], by_year[max(by_year)]
            before, after = emissions[first].sum(), emissions[last].sum()
            growth = after / before if before > 0.0 else 0.0
            both, n_last = np.concatenate([last, first]), last.size
            yield Sum(
                key(level + TREND_SUFFIX, None, ids),
                (both, np.where(np.arange(both.size) < n_last, 1.0, -1.0)),
                # d(100 (after / before - 1)) is the trend's own slope.
                (both, np.where(np.arange(both.size) < n_last, 1.0, -growth)),
                before,
            )
