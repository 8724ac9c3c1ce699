"""Which inputs drive the uncertainty: correlations, variance shares, indices.

Everything is read off the draws of one simulation.

References
----------
Benjamini, Y. and Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57.
Plischke, E., Borgonovo, E. and Smith, C. L. (2013). Global sensitivity measures from
given data. European Journal of Operational Research 226(3), 536-550.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from vanadis.montecarlo import Simulation
from vanadis.uncertain_inputs import drivers, outputs, simulation_inputs

Array = NDArray[np.float64]

N_BLOCKS = 50
N_LEADING = 10


def standardised(rows: Array) -> Array:
    """Rows with mean 0 and sum of squares 1, so that r is a plain product."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).sum(axis=1, keepdims=True)))


def correlation_p(coefficients: Array, n_draws: int) -> Array:
    """Two-sided p-values of correlation coefficients by Student's t."""
    rest = np.maximum(1.0 - coefficients**2, np.finfo(np.float64).tiny)
    t = coefficients * np.sqrt((n_draws - 2) / rest)
    return np.asarray(2.0 * stats.t.sf(np.abs(t), n_draws - 2))


def share_interval(inputs: Array, output: Array) -> tuple[Array, Array]:
    """95 % interval of the squared correlation by the delete-a-block jackknife."""
    n_blocks = min(N_BLOCKS, output.size // 2)
    edges = np.linspace(0, output.size, n_blocks + 1).astype(int)[:-1]

    def block_sums(values: Array) -> Array:
        return np.add.reduceat(values, edges, axis=-1)

    x, y, n = block_sums(inputs), block_sums(output), block_sums(np.ones(output.size))
    xx, yy = block_sums(inputs**2), block_sums(output**2)
    xy = block_sums(inputs * output)

    def without_each(sums: Array) -> Array:
        return np.asarray(sums.sum(axis=-1, keepdims=True) - sums)

    x, y, n, xx, yy, xy = (without_each(sums) for sums in (x, y, n, xx, yy, xy))
    covariance = xy - x * y / n
    shares = covariance**2 / ((xx - x**2 / n) * (yy - y**2 / n))
    centre = shares.mean(axis=1, keepdims=True)
    variance = (n_blocks - 1) / n_blocks * ((shares - centre) ** 2).sum(axis=1)
    half = stats.norm.ppf(0.975) * np.sqrt(variance)
    middle = centre[:, 0]
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def first_order_index(
    x: Array, y: Array, *, order: NDArray[np.intp] | None = None
) -> float:
    """First-order index Var(E[y|x]) / Var(y) from draws that already exist.

    Draws are cut into classes of equal size along x, and E[y|x] is a straight line in
    each; what the lines explain is freed of what chance alone would put there. `order`
    is that of x, where it is known already.
    """
    total = float(((y - y.mean()) ** 2).sum())
    if total == 0.0:
        return 0.0
    if order is None:
        order = np.argsort(x, kind="stable")
    n_classes = int(np.clip(np.sqrt(x.size) / 2.0, 2, 100))
    starts = np.linspace(0, x.size, n_classes + 1).astype(np.intp)[:-1]
    sizes = np.diff(starts, append=x.size)

    def centred(values: Array) -> Array:
        means = np.add.reduceat(values, starts) / sizes
        return np.asarray(values - np.repeat(means, sizes))

    u, v = centred(x[order]), centred(y[order])
    squares = np.add.reduceat(u * u, starts)
    products = np.add.reduceat(u * v, starts)
    slopes = np.divide(products, squares, out=np.zeros(n_classes), where=squares > 0.0)
    residual = float(((v - np.repeat(slopes, sizes) * u) ** 2).sum())
    explained = total - residual
    noise = (2 * n_classes - 1) * residual / (y.size - 2 * n_classes)
    return max((explained - noise) / total, 0.0)


SENSITIVITY_COLUMNS = (
    "level",
    "sub_source_id",
    "category_id",
    "parameter_id",
    "input_kind",
    "n_draws",
    "pearson_coef",
    "pearson_p",
    "pearson_adjusted_p",
    "spearman_coef",
    "spearman_p",
    "spearman_adjusted_p",
    "variance_share_frac",
    "variance_share_p025_frac",
    "variance_share_p975_frac",
    "first_order_frac",
    "influence_rank",
)


def sensitivities(run: Simulation) -> pd.DataFrame:
    """Correlate every output with the inputs it depends on.

    Adjusted p-values hold the false discovery rate within one output. Variance shares
    are squared linear correlations; the first-order index is given for the leading
    inputs of each output.
    """
    inputs = simulation_inputs(run)
    rows = _InputRows(
        inputs.draws,
        standardised(inputs.draws),
        standardised(stats.rankdata(inputs.draws, axis=1)),
        np.argsort(inputs.draws, axis=1, kind="stable"),
    )
    depends = drivers(run)
    tables = []
    for (level, key), draws in outputs(run).items():
        at = [i for i, name in enumerate(inputs.names) if name in depends[level, key]]
        if not at or np.ptp(draws) == 0.0:
            continue
        table = _correlated(rows.chosen(at), draws)
        tables.append(
            table.assign(
                level=level,
                sub_source_id=key if level == "sub_source" else None,
                category_id=key if level == "category" else None,
                parameter_id=[inputs.names[i] for i in at],
                input_kind=[inputs.kinds[i] for i in at],
                n_draws=run.inputs.n_draws,
            )
        )
    if not tables:
        return pd.DataFrame(columns=list(SENSITIVITY_COLUMNS))
    return pd.concat(tables, ignore_index=True)[list(SENSITIVITY_COLUMNS)]


class _InputRows(NamedTuple):
    """Inputs, a row each: draws, standardised draws and ranks, and ascending order."""

    draws: Array
    standardised: Array
    standardised_ranks: Array
    order: NDArray[np.intp]

    def chosen(self, at: list[int]) -> "_InputRows":
        """Return some of the rows."""
        return _InputRows(
            self.draws[at],
            self.standardised[at],
            self.standardised_ranks[at],
            self.order[at],
        )


def _correlated(inputs: _InputRows, output: Array) -> pd.DataFrame:
    """Set one output beside its inputs."""
    y, y_ranks = standardised(np.array([output, stats.rankdata(output)]))
    pearson = inputs.standardised @ y
    spearman = inputs.standardised_ranks @ y_ranks
    pearson_p, spearman_p = (correlation_p(r, output.size) for r in (pearson, spearman))
    low, high = share_interval(inputs.standardised, y)
    by_share = np.argsort(-(pearson**2), kind="stable")
    rank = np.empty(by_share.size, dtype=int)
    rank[by_share] = np.arange(1, by_share.size + 1)
    first_order = np.full(by_share.size, np.nan)
    for i in by_share[:N_LEADING]:
        first_order[i] = first_order_index(
            inputs.draws[i], output, order=inputs.order[i]
        )
    return pd.DataFrame(
        {
            "pearson_coef": pearson,
            "pearson_p": pearson_p,
            "pearson_adjusted_p": stats.false_discovery_control(pearson_p),
            "spearman_coef": spearman,
            "spearman_p": spearman_p,
            "spearman_adjusted_p": stats.false_discovery_control(spearman_p),
            "variance_share_frac": pearson**2,
            "variance_share_p025_frac": low,
            "variance_share_p975_frac": high,
            "first_order_frac": first_order,
            "influence_rank": rank,
        }
    )
