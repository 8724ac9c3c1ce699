"""Point value and percentiles of drawn results, as rows.

Results keep the point value in draw 0 and the Monte Carlo draws after it.
"""

from collections.abc import Iterable, Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from vanadis.chain.inputs import Row

FloatArray = NDArray[np.float64]

PERCENTILES = {"p025": 0.025, "p500": 0.5, "p975": 0.975}
VALUES = ("point_value", *(f"{name}_value" for name in PERCENTILES))


def interval_rows(
    values: FloatArray,
    *,
    draw_axis: int,
    keys: Mapping[str, Iterable[object]],
    **constants: str | int | None,
) -> list[Row]:
    """Return one row per cell with its point value and percentiles.

    Parameters
    ----------
    values
        Results; the axis of draws starts with the point value.
    keys
        Names and labels of the other axes, in order.
    constants
        Columns that hold one value throughout.
    """
    moved = np.moveaxis(values, draw_axis, -1)
    points, draws = np.split(moved.reshape(-1, moved.shape[-1]), [1], axis=-1)
    # Most cells of a chain are zero by structure, the same in every draw.
    varies = (draws != points).any(axis=-1)
    cells = np.repeat(points, len(VALUES), axis=-1)
    cells[varies, 1:] = np.quantile(
        draws[varies], list(PERCENTILES.values()), axis=-1, overwrite_input=True
    ).T
    return [
        {
            **constants,
            **dict(zip(keys, labels, strict=True)),
            **dict(zip(VALUES, cell, strict=True)),
        }
        for labels, cell in zip(product(*keys.values()), cells.tolist(), strict=True)
    ]
