"""Summaries of draws: mean, spread, percentiles and their Monte Carlo errors."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SUMMARY_COLUMNS = ("mean", "sd", "p025", "p500", "p975", "p025_se", "p975_se")
PERCENTILES = (0.025, 0.5, 0.975)


@lru_cache(maxsize=64)
def _places(n_draws: int) -> tuple[NDArray[np.intp], Array, NDArray[np.intp]]:
    """Where the percentiles and the limits of their errors stand among sorted draws.

    First the percentiles, then for either bound the places one standard error below
    and above it: the number of draws below a percentile is binomial, so its standard
    error spans sqrt(n p (1 - p)) order statistics to either side, whatever the law.
    Returned are the draw at or below each place, how far the place is on the way to
    the next, and all draws needed.
    """
    exact = [p * (n_draws - 1) for p in PERCENTILES]
    limits = [
        exact[i] + side * math.sqrt(n_draws * PERCENTILES[i] * (1.0 - PERCENTILES[i]))
        for i in (0, 2)
        for side in (-1, 1)
    ]
    places = np.clip([*exact, *limits], 0.0, n_draws - 1.0)
    below = np.minimum(places.astype(np.intp), max(n_draws - 2, 0))
    needed = np.unique([below, np.minimum(below + 1, n_draws - 1)])
    return below, places - below, needed


def _at_places(draws: Array) -> Array:
    """Interpolate between the draws about each place, as SQL's quantile_cont does."""
    below, way, needed = _places(draws.size)
    ordered = np.partition(draws, needed)
    low = ordered[below]
    return low + way * (ordered[np.minimum(below + 1, draws.size - 1)] - low)


def percentiles(draws: Array) -> Array:
    """Return the `PERCENTILES` of one row of draws."""
    return _at_places(draws)[: len(PERCENTILES)]


def summarise(draws: Array, out: Array) -> None:
    """Fill `out` with the `SUMMARY_COLUMNS` of one row of draws.

    Sums are numpy's pairwise ones: they do not depend on the number of threads.
    """
    mean = draws.sum() / draws.size
    centred = draws - mean
    np.multiply(centred, centred, out=centred)
    at = _at_places(draws)
    out[0] = mean
    out[1] = math.sqrt(centred.sum() / (draws.size - 1)) if draws.size > 1 else 0.0
    out[2:5] = at[:3]
    out[5] = (at[4] - at[3]) / 2.0
    out[6] = (at[6] - at[5]) / 2.0
