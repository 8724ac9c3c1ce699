"""Summaries of draws: mean, spread, percentiles and their Monte Carlo errors.

References
----------
Maritz, J. S. and Jarrett, R. G. (1978). A note on estimating the variance of the sample
median. Journal of the American Statistical Association 73(361), 194-196.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]

SUMMARY_COLUMNS = ("mean", "sd", "p025", "p500", "p975", "p025_se", "p975_se")
PERCENTILES = (0.025, 0.5, 0.975)
BOUNDS = (0.025, 0.975)
# Order statistics that weigh less than this add nothing to a standard error.
LEAST_WEIGHT = 1e-15


@lru_cache(maxsize=64)
def _places(n_draws: int) -> tuple[NDArray[np.intp], NDArray[np.intp], Array]:
    """Draws below and above each percentile, and how far it is on the way between."""
    places = np.array(PERCENTILES) * (n_draws - 1)
    below = places.astype(np.intp)
    return below, np.minimum(below + 1, n_draws - 1), places - below


@lru_cache(maxsize=64)
def _weights(n_draws: int) -> tuple[tuple[slice, Array], ...]:
    """Order statistics about each bound and the chance that each one is the bound.

    The k-th of n draws is distributed as the quantile at a Beta(k, n + 1 - k) variate
    (Maritz and Jarrett); the p quantile is the draw number k = p (n - 1) + 1. Only a
    window of order statistics, some sqrt(n p (1 - p)) wide, has any weight.
    """
    found = []
    edges = np.arange(n_draws + 1) / n_draws
    for p in BOUNDS:
        rank = p * (n_draws - 1) + 1.0
        weights = np.diff(special.betainc(rank, n_draws + 1.0 - rank, edges))
        inside = np.flatnonzero(weights > LEAST_WEIGHT)
        window = slice(int(inside[0]), int(inside[-1]) + 1)
        found.append((window, weights[window] / weights[window].sum()))
    return tuple(found)


@lru_cache(maxsize=64)
def _needed(n_draws: int) -> NDArray[np.intp]:
    """Order statistics at which a row is cut, so that the windows can be sorted."""
    below, above, _ = _places(n_draws)
    ends = [(w.start, w.stop - 1) for w, _ in _weights(n_draws)]
    return np.unique([*below, *above, *np.ravel(ends)])


def _interpolated(ordered: Array) -> Array:
    """Interpolate between the draws about each place, as SQL's quantile_cont does."""
    below, above, way = _places(ordered.size)
    return np.asarray(ordered[below] + way * (ordered[above] - ordered[below]))


def percentiles(draws: Array) -> Array:
    """Return the `PERCENTILES` of one row of draws."""
    below, above, _ = _places(draws.size)
    return _interpolated(np.partition(draws, np.unique([below, above])))


def summarise(draws: Array, out: Array) -> None:
    """Fill `out` with the `SUMMARY_COLUMNS` of one row of draws.

    Sums are numpy's pairwise ones: they do not depend on the number of threads.
    """
    mean = draws.sum() / draws.size
    centred = draws - mean
    np.multiply(centred, centred, out=centred)
    out[0] = mean
    out[1] = math.sqrt(centred.sum() / (draws.size - 1)) if draws.size > 1 else 0.0
    ordered = np.partition(draws, _needed(draws.size))
    out[2:5] = _interpolated(ordered)
    for i, (window, weights) in enumerate(_weights(draws.size), start=5):
        near = np.sort(ordered[window])
        near -= (weights * near).sum()
        out[i] = math.sqrt((weights * near * near).sum())
