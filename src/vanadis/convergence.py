"""How the bounds of an interval settle as draws are added, and their errors."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.summaries import SUMMARY_COLUMNS, summarise

CONVERGENCE_COLUMNS = (
    "n_draws",
    *(f"emission_{name}_t" for name in SUMMARY_COLUMNS),
    "largest_se_pct",
)


def steps(n_draws: int) -> list[int]:
    """Numbers of draws to look at: 100, 200, 500, 1,000 ... and all."""
    ladder = [m * 10**e for e in range(2, 8) for m in (1, 2, 5)]
    return [n for n in ladder if n < n_draws] + [n_draws]


def convergence(
    outputs: Mapping[tuple[str, str], NDArray[np.float64]],
) -> pd.DataFrame:
    """Summarise the first n draws of each output for growing n.

    `largest_se_pct` is the larger standard error of the two bounds, in percent of the
    interval's width.
    """
    records = []
    summary = np.empty(len(SUMMARY_COLUMNS))
    for (level, key), draws in outputs.items():
        for n in steps(draws.size):
            summarise(draws[:n], summary)
            width = summary[4] - summary[2]
            error = 100.0 * max(summary[5], summary[6]) / width if width > 0.0 else 0.0
            records.append((level, key, n, *summary, error))
    return pd.DataFrame.from_records(
        records, columns=["level", "key", *CONVERGENCE_COLUMNS]
    )
