"""National totals of every method, and what they rest on."""

import pandas as pd

from vanadis.viewer.queries.inventory import emissions, intervals, sums
from vanadis.viewer.reader import Read

LEVEL = "national"


def national_totals(
    read: Read, method_ids: list[str], *, has_intervals: bool
) -> pd.DataFrame:
    """Return a row per method and year, and per method for the period (null year)."""
    parts = []
    for method_id in method_ids:
        cells = emissions(read, method_id)
        by_year = sums(cells, ["reference_year"])
        whole = pd.DataFrame({"emission_t": [by_year["emission_t"].sum()]})
        totals = pd.concat([by_year, whole], ignore_index=True)
        if has_intervals:
            bounds = intervals(read, method_id, LEVEL)
            kept = ["reference_year", "emission_p025_t", "emission_p975_t"]
            totals = totals.merge(bounds[kept], on="reference_year", how="left")
        else:
            totals = totals.assign(
                emission_p025_t=float("nan"), emission_p975_t=float("nan")
            )
        parts.append(totals.assign(method_id=method_id))
    return pd.concat(parts, ignore_index=True)
