"""Levels at which draws are summed and summarised, as rows of one table."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vanadis.summaries import SUMMARY_COLUMNS, percentiles, summarise

Array = NDArray[np.float64]
Row = tuple[Any, ...]

KEY_COLUMNS = (
    "level",
    "province_code",
    "region_id",
    "sub_source_id",
    "category_id",
    "receptor_id",
    "reference_year",
)
INTERVAL_COLUMNS = (
    *KEY_COLUMNS,
    "emission_t",
    *(f"emission_{name}_t" for name in SUMMARY_COLUMNS),
    "change_p025_pct",
    "change_p500_pct",
    "change_p975_pct",
)
TREND_SUFFIX = "_trend"
NO_CHANGE = (None, None, None)


def key(level: str, year: int | None, ids: Mapping[str, str]) -> Row:
    """Return the `KEY_COLUMNS` of one row."""
    named = {"level": level, "reference_year": year, **ids}
    return tuple(named.get(column) for column in KEY_COLUMNS)


class Series:
    """Draws and point emissions by name and year, added up as they come."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.draws: dict[str, dict[int, Array]] = {}
        self.points: dict[str, dict[int, float]] = {}

    def add(self, name: str, year: int, draws: Array, point: float) -> None:
        """Add one row of draws and its point emission to a name and year."""
        years, points = (
            self.draws.setdefault(name, {}),
            self.points.setdefault(name, {}),
        )
        if year in years:
            years[year] += draws
            points[year] += point
        else:
            years[year] = draws.copy()
            points[year] = point

    def rows(
        self, level: str, column: str, ids: Mapping[str, str] | None = None
    ) -> Iterable[Row]:
        """Summarise every name, which stands in `column`, beside the other `ids`."""
        for name in sorted(self.draws):
            named = {**(ids or {}), **({column: name} if column else {})}
            years = dict(sorted(self.draws[name].items()))
            yield from _series_rows(level, named, years, self.points[name])


def _series_rows(
    level: str,
    ids: Mapping[str, str],
    years: Mapping[int, Array],
    points: Mapping[int, float],
) -> Iterable[Row]:
    """Every year, the whole period, and the change from first to last year."""
    summary = np.empty(len(SUMMARY_COLUMNS))

    def row(level: str, year: int | None, point: float, draws: Array) -> Row:
        summarise(draws, summary)
        return (*key(level, year, ids), point, *summary.tolist())

    for year, draws in years.items():
        yield (*row(level, year, points[year], draws), *NO_CHANGE)
    total = reduce(np.add, years.values())
    yield (*row(level, None, sum(points[y] for y in years), total), *NO_CHANGE)
    if len(years) > 1:
        first, last = min(years), max(years)
        change = years[last] - years[first]
        is_relative = years[first].min() > 0.0
        yield (
            *row(level + TREND_SUFFIX, None, points[last] - points[first], change),
            *(
                (100.0 * percentiles(change / years[first])).tolist()
                if is_relative
                else NO_CHANGE
            ),
        )
