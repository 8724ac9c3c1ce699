"""Catch figures of the wrong magnitude: per head, per GDP, against a year before.

The user's own rows replace shipped ones before the comparison, so a single
replaced cell is judged against its shipped neighbours.
"""

from collections.abc import Mapping
from pathlib import PurePath

import numpy as np
import pandas as pd

from vanadis.check.findings import Breach
from vanadis.check.package import Magnitude, Per, Resource, YearBefore
from vanadis.check.table import LINE
from vanadis.check.values import to_number

FILE = "__file__"


def check_magnitude(
    rule: Magnitude,
    resource: Resource,
    tables: Mapping[str, pd.DataFrame],
    resources: Mapping[str, Resource],
) -> list[Breach]:
    """Return the values of one column that leave their magnitude bounds.

    ``tables`` holds, per resource, the rows in force with ``LINE`` and ``FILE``.
    """
    frame = tables[resource.name]
    for column, values in rule.where.items():
        frame = frame[frame[column].isin(values)]
    frame = frame.assign(
        figure=to_number(frame[rule.column], resource.missing_values)
    ).dropna(subset=["figure"])
    found: list[Breach] = []
    if rule.year_before:
        found += _year_before(frame, rule, rule.year_before, resource)
    for per in rule.per:
        found += _per(frame, rule, per, tables[per.resource], resources[per.resource])
    return found


def _year_before(
    frame: pd.DataFrame, rule: Magnitude, bound: YearBefore, resource: Resource
) -> list[Breach]:
    """Compare each figure with the year before it in the same series.

    Figures below the floor count as the floor: a jump from almost nothing to a
    little is no error. Of the two years of a jump, the one that lies farther
    from the median of its series is reported.
    """
    series = [name for name in resource.primary_key if name != rule.year]
    frame = frame.assign(
        year=to_number(frame[rule.year], ()),
        size=frame["figure"].clip(lower=bound.floor),
        series=frame.groupby(series).ngroup() if series else 0,
    )
    frame = frame.sort_values(["series", "year"], ignore_index=True)
    frame["size"] = np.log(frame["size"])
    size, group = frame["size"].to_numpy(), frame["series"].to_numpy()
    median = frame.groupby("series")["size"].transform("median").to_numpy()
    distance = np.abs(size - median)
    step = np.abs(np.diff(size))
    jumps = np.flatnonzero((step > np.log(bound.within)) & (group[1:] == group[:-1]))
    earlier_is_odd = distance[jumps] > distance[jumps + 1]
    suspects = np.where(earlier_is_odd, jumps, jumps + 1)
    others = np.where(earlier_is_odd, jumps + 1, jumps)
    expected = [
        f"expected within a factor {bound.within:g} of the figure of {year:.0f}, "
        f"{figure:g} (line {line}): {bound.reason}"
        for year, figure, line in zip(
            frame["year"].to_numpy()[others],
            frame["figure"].to_numpy()[others],
            frame[LINE].to_numpy()[others],
            strict=True,
        )
    ]
    return _breaches(frame.iloc[suspects], rule.column, expected)


def _per(
    frame: pd.DataFrame, rule: Magnitude, per: Per, other: pd.DataFrame, held: Resource
) -> list[Breach]:
    """Compare each figure with another one, such as the population."""
    on = list(per.by)
    figures = other[on].assign(
        divisor=to_number(other[per.column], held.missing_values)
    )
    merged = frame.merge(figures.dropna().drop_duplicates(on), on=on)
    ratio = merged["figure"] / merged["divisor"].where(merged["divisor"] > 0)
    low = -np.inf if per.minimum is None else per.minimum
    high = np.inf if per.maximum is None else per.maximum
    # A zero is a statement of its own, not a small figure.
    bad = ((ratio < low) & (merged["figure"] != 0)) | (ratio > high)
    bounds = [
        *([] if per.minimum is None else [f"at least {per.minimum:g}"]),
        *([] if per.maximum is None else [f"at most {per.maximum:g}"]),
    ]
    expected = [
        f"expected {' and '.join(bounds)} per {per.column}, found {value:.4g}: "
        f"{per.reason}"
        for value in ratio[bad]
    ]
    return _breaches(merged[bad], rule.column, expected)


def _breaches(rows: pd.DataFrame, column: str, expected: list[str]) -> list[Breach]:
    """Return one breach per file, each line once."""
    found = []
    rows = rows.assign(expected=expected).drop_duplicates([FILE, LINE])
    for file, part in rows.groupby(FILE):
        found.append(
            Breach(
                file=PurePath(str(file)),
                column=column,
                rule="magnitude",
                lines=part[LINE].tolist(),
                values=part[column].tolist(),
                expected=part["expected"].tolist(),
            )
        )
    return found
