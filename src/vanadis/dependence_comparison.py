"""National interval under independence, the default dependence, and full dependence."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.montecarlo import Simulation
from vanadis.summaries import SUMMARY_COLUMNS, summarise

Array = NDArray[np.float64]

SCENARIOS = ("independent", "default", "full")
COMPARISON_COLUMNS = (
    "level",
    "category_id",
    "reference_year",
    "scenario",
    *(f"emission_{name}_t" for name in SUMMARY_COLUMNS),
    "width_ratio",
)


def dependence_comparison(run: Simulation) -> pd.DataFrame:
    """Compare three assumptions on the same cells, whose own laws stay as they are.

    independent
        Every cell's draws are shuffled by a stream of its own before they are added.
    default
        Cells share the draws of the parameters and systems they have in common.
    full
        Every cell is at the same percentile at once: its draws are added sorted.

    `width_ratio` is the width of the 95 % interval over that of the default.
    """
    default = {
        (category, year): draws
        for category, years in run.categories.draws.items()
        for year, draws in years.items()
    }
    records = []
    summary = np.empty(len(SUMMARY_COLUMNS))
    for scenario, sums in zip(
        SCENARIOS, (run.independent, default, run.comonotone), strict=True
    ):
        for key, draws in _totals(sums).items():
            summarise(draws, summary)
            records.append((*key, scenario, *summary))
    table = pd.DataFrame.from_records(records, columns=list(COMPARISON_COLUMNS[:-1]))
    keys = ["level", "category_id", "reference_year"]
    width = table["emission_p975_t"] - table["emission_p025_t"]
    reference = (
        width.where(table["scenario"] == "default")
        .groupby([table[key] for key in keys], dropna=False)
        .transform("max")
    )
    return table.assign(width_ratio=width / reference.where(reference > 0.0))


def _totals(
    sums: dict[tuple[str, int], Array],
) -> dict[tuple[str, str | None, int | None], Array]:
    """Categories and the nation, by year and over all years."""
    found: dict[tuple[str, str | None, int | None], Array] = {}
    for (category, year), draws in sorted(sums.items()):
        keys: list[tuple[str, str | None, int | None]] = [
            ("category", category, year),
            ("category", category, None),
            ("national", None, year),
            ("national", None, None),
        ]
        for key in keys:
            found[key] = found[key] + draws if key in found else draws
    return found
