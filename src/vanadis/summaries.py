"""Summaries of draws: mean, spread, percentiles and their Monte Carlo errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SUMMARY_COLUMNS = ("mean", "sd", "p025", "p500", "p975", "p025_se", "p975_se")
PERCENTILES = (0.025, 0.5, 0.975)


@dataclass(frozen=True)
class _Position:
    """Where a percentile of n sorted draws lies, and one standard error around it."""

    below: int
    above: int
    weight: float
    error_low: int
    error_high: int


def _position(probability: float, n_draws: int) -> _Position:
    """Linear interpolation between order statistics (type 7, as SQL's quantile_cont).

    The number of draws below a percentile is binomial, so its standard error spans
    sqrt(n p (1 - p)) order statistics to either side, whatever the law.
    """
    exact = probability * (n_draws - 1)
    below = int(exact)
    spread = np.sqrt(n_draws * probability * (1.0 - probability))
    return _Position(
        below=below,
        above=min(below + 1, n_draws - 1),
        weight=exact - below,
        error_low=max(int(np.floor(exact - spread)), 0),
        error_high=min(int(np.ceil(exact + spread)), n_draws - 1),
    )


def percentile(sorted_draws: NDArray[np.float64], probability: float) -> float:
    """Return one percentile of draws in ascending order."""
    at = _position(probability, sorted_draws.size)
    low, high = sorted_draws[at.below], sorted_draws[at.above]
    return float(low + at.weight * (high - low))


def percentile_se(sorted_draws: NDArray[np.float64], probability: float) -> float:
    """Return the Monte Carlo standard error of one percentile."""
    at = _position(probability, sorted_draws.size)
    return float(sorted_draws[at.error_high] - sorted_draws[at.error_low]) / 2.0


def summarise(
    draws: NDArray[np.float64], out: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fill `out` with the `SUMMARY_COLUMNS` of one row of draws; return them sorted.

    Sums are numpy's pairwise ones: they do not depend on the number of threads.
    """
    mean = draws.mean()
    centred = draws - mean
    np.multiply(centred, centred, out=centred)
    out[0] = mean
    out[1] = np.sqrt(centred.sum() / (draws.size - 1)) if draws.size > 1 else 0.0
    ordered = np.sort(draws)
    for column, probability in enumerate(PERCENTILES, start=2):
        out[column] = percentile(ordered, probability)
    out[5] = percentile_se(ordered, PERCENTILES[0])
    out[6] = percentile_se(ordered, PERCENTILES[2])
    return ordered
