"""Summaries of draws: mean, spread, percentiles and their Monte Carlo errors."""

import math

import numpy as np
from numpy.typing import NDArray

SUMMARY_COLUMNS = ("mean", "sd", "p025", "p500", "p975", "p025_se", "p975_se")
PERCENTILES = (0.025, 0.5, 0.975)


def _at(sorted_draws: NDArray[np.float64], position: float) -> float:
    """Value at a fractional position among sorted draws, by linear interpolation."""
    position = min(max(position, 0.0), sorted_draws.size - 1.0)
    below = int(position)
    above = min(below + 1, sorted_draws.size - 1)
    low, high = sorted_draws[below], sorted_draws[above]
    return float(low + (position - below) * (high - low))


def percentile(sorted_draws: NDArray[np.float64], probability: float) -> float:
    """Return one percentile of draws in ascending order (SQL's quantile_cont)."""
    return _at(sorted_draws, probability * (sorted_draws.size - 1))


def percentile_se(sorted_draws: NDArray[np.float64], probability: float) -> float:
    """Return the Monte Carlo standard error of one percentile.

    The number of draws below a percentile is binomial, so its standard error spans
    sqrt(n p (1 - p)) order statistics to either side, whatever the law.
    """
    n_draws = sorted_draws.size
    exact = probability * (n_draws - 1)
    spread = math.sqrt(n_draws * probability * (1.0 - probability))
    return (_at(sorted_draws, exact + spread) - _at(sorted_draws, exact - spread)) / 2.0


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
