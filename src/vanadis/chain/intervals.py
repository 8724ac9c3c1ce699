"""Point value and percentiles of drawn results, as rows.

Results keep the point value in draw 0 and the Monte Carlo draws after it.
"""

from collections.abc import Iterable, Mapping
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

PERCENTILES = {"p025": 0.025, "p500": 0.5, "p975": 0.975}


def interval_rows(
    values: FloatArray,
    *,
    draw_axis: int,
    keys: Mapping[str, Iterable[object]],
    unit: str,
    **constants: str | int | None,
) -> pd.DataFrame:
    """Return one row per cell with its point value and percentiles.

    Parameters
    ----------
    values
        Results; the axis of draws starts with the point value.
    keys
        Names and labels of the other axes, in order.
    unit, constants
        Columns that hold one value throughout.
    """
    moved = np.moveaxis(values, draw_axis, -1)
    draws = np.sort(moved[..., 1:], axis=-1)
    labels = product(*keys.values())
    columns: dict[str, object] = dict(zip(keys, zip(*labels, strict=True), strict=True))
    columns["point_value"] = moved[..., 0].ravel()
    for name, share in PERCENTILES.items():
        columns[f"{name}_value"] = _percentile(draws, share).ravel()
    return pd.DataFrame({**columns, "unit": unit, **constants})


def _percentile(ordered: FloatArray, share: float) -> FloatArray:
    """Return a percentile of sorted draws, linear between neighbours."""
    if not ordered.shape[-1]:
        return np.full(ordered.shape[:-1], np.nan)
    place = share * (ordered.shape[-1] - 1)
    below = int(place)
    low = ordered[..., below]
    high = ordered[..., min(below + 1, ordered.shape[-1] - 1)]
    return np.asarray(low + (place - below) * (high - low))
