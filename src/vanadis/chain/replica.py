"""How the chain paper's linkage tables were built, worked back from their digits.

Inferred, not stated by the paper: a forward cell is the upstream stage's output in
million tonnes, a backward cell is the forward cell divided by one constant per link,
and both are cut, not rounded, at the last printed digit.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class ConstantRange:
    """Constants that explain every pair of cells of one link.

    Attributes
    ----------
    low, high
        Ends of the open feasible interval.
    one_decimal
        The only value with one decimal inside it, if there is exactly one.
    """

    low: float
    high: float
    one_decimal: float | None


def feasible_constant(
    *,
    forward: FloatArray,
    forward_step: FloatArray,
    backward: FloatArray,
    backward_step: FloatArray,
) -> ConstantRange:
    """Return the constants w for which ``backward = cut(forward / w)`` in all years.

    Parameters
    ----------
    forward, backward
        Printed cells of one link, one per year.
    forward_step, backward_step
        Value of the last printed digit: the true value lies in ``[cell, cell + step)``.

    Raises
    ------
    ValueError
        When no constant explains every year.

    Notes
    -----
    The true forward value f lies in [F, F + u), the true backward one in [B, B + v),
    and f = w b, so in each year F / (B + v) < w < (F + u) / B.
    """
    if np.any(backward <= 0) or np.any(forward <= 0):
        raise ValueError("a linkage cell is not above zero: no constant follows")
    low = float(np.max(forward / (backward + backward_step)))
    high = float(np.min((forward + forward_step) / backward))
    if low >= high:
        raise ValueError(
            f"no constant explains all years: needs more than {low:.6g} "
            f"and less than {high:.6g}"
        )
    tenths = np.arange(np.ceil(low * 10), np.floor(high * 10) + 1) / 10
    inside = tenths[(tenths > low) & (tenths < high)]
    return ConstantRange(low, high, float(inside[0]) if inside.size == 1 else None)


def linkage_constants(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the feasible constant of every link of the printed tables."""
    rows = []
    for (start, end), link in cells.groupby(["from_stage_id", "to_stage_id"]):
        found = feasible_constant(
            forward=link["forward_value"].to_numpy(),
            forward_step=link["forward_step_value"].to_numpy(),
            backward=link["backward_value"].to_numpy(),
            backward_step=link["backward_step_value"].to_numpy(),
        )
        rows.append(
            {
                "from_stage_id": start,
                "to_stage_id": end,
                "constant_low_ratio": found.low,
                "constant_high_ratio": found.high,
                "one_decimal_ratio": found.one_decimal,
            }
        )
    return pd.DataFrame(rows)
