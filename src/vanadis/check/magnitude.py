"""Catch figures of the wrong magnitude: per head, per GDP, against a year before.

The user's own rows replace shipped ones before the comparison, so a single
replaced cell is judged against its shipped neighbours.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import isnan, log
from pathlib import PurePath
from statistics import median
from typing import NamedTuple

from vanadis.check.findings import Breach
from vanadis.check.package import Magnitude, Per, Resource, YearBefore
from vanadis.check.table import Table
from vanadis.check.values import to_number


class _Figure(NamedTuple):
    """A figure in force, its primary key and the row it stands in."""

    key: tuple[str, ...]
    table: Table
    row: int
    value: float

    def cells(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the values of some columns of the row."""
        return self.table.rows(names)[self.row]

    @property
    def is_own(self) -> bool:
        """Return whether the user brought the figure."""
        return self.table.file.name.startswith("user_")

    @property
    def line(self) -> int:
        """Return the line of the file on which the row starts."""
        return self.table.lines[self.row]


Suspect = tuple[_Figure, str]


def check_magnitude(
    rule: Magnitude,
    resource: Resource,
    tables: Mapping[str, Sequence[Table]],
    resources: Mapping[str, Resource],
) -> list[Breach]:
    """Return the values of one column that leave their magnitude bounds."""
    figures = _in_force(resource, tables[resource.name], rule.column)
    for name, values in rule.where.items():
        figures = [each for each in figures if each.cells([name])[0] in values]
    suspects: list[Suspect] = []
    if rule.year_before:
        suspects += _year_before(figures, rule, rule.year_before, resource)
    for per in rule.per:
        divisors = _in_force(resources[per.resource], tables[per.resource], per.column)
        suspects += _per(figures, per, divisors)
    return _breaches(suspects, rule.column)


def _in_force(
    resource: Resource, tables: Sequence[Table], column: str
) -> list[_Figure]:
    """Return the figures of a column: the user's rows replace shipped ones by key."""
    rows = {
        key: (table, number)
        for table in tables
        for number, key in enumerate(table.rows(resource.primary_key))
    }
    figures = []
    for key, (table, number) in rows.items():
        text = table.columns[column][number]
        value = to_number(text)
        if not isnan(value) and text.strip() not in resource.missing_values:
            figures.append(_Figure(key, table, number, value))
    return figures


def _year_before(
    figures: list[_Figure], rule: Magnitude, bound: YearBefore, resource: Resource
) -> Iterator[Suspect]:
    """Compare each figure with the year before it in the same series.

    Figures below the floor count as the floor: a jump from almost nothing to a
    little is no error. Of the two years of a jump, the user's is reported rather
    than a shipped one, else the one farther from the median of its series.
    """
    at = resource.primary_key.index(rule.year)
    series: dict[tuple[str, ...], list[_Figure]] = defaultdict(list)
    for figure in figures:
        series[figure.key[:at] + figure.key[at + 1 :]].append(figure)
    widest = log(bound.within)
    for run in series.values():
        run.sort(key=lambda figure: figure.key[at])
        sizes = [log(max(figure.value, bound.floor)) for figure in run]
        for i in range(1, len(run)):
            earlier, later = run[i - 1], run[i]
            if _is_repeated(earlier, later, rule.column, bound.repeated_digits):
                own_first = earlier.is_own > later.is_own
                odd, other = (earlier, later) if own_first else (later, earlier)
                expected = "expected another figure than that"
                reason = (
                    f"{bound.repeated_digits} digits or more hardly come twice; if "
                    "print repeats them, write 'as printed' into the note"
                )
            elif abs(sizes[i] - sizes[i - 1]) > widest:
                middle = median(sizes)
                farther = abs(sizes[i - 1] - middle) - abs(sizes[i] - middle)
                is_earlier = (earlier.is_own - later.is_own or farther) > 0
                odd, other = (earlier, later) if is_earlier else (later, earlier)
                expected = f"expected within a factor {bound.within:g} of the figure"
                reason = bound.reason
            else:
                continue
            yield (
                odd,
                f"{expected} of {other.key[at]}, {other.value:g} "
                f"({_place(other, odd)}): {reason}",
            )


def _is_repeated(
    earlier: _Figure, later: _Figure, column: str, digits: int | None
) -> bool:
    """Return whether a figure of so many digits stands in both years, unexplained."""
    if digits is None or earlier.value != later.value:
        return False
    mantissa = later.cells([column])[0].lower().partition("e")[0]
    if len(mantissa.strip("+-").replace(".", "").strip("0")) < digits:
        return False
    notes = [figure.cells(["note"])[0] for figure in (earlier, later)]
    return not any("as printed" in note for note in notes)


def _place(other: _Figure, seen_from: _Figure) -> str:
    """Say where a figure stands, with its file if that is another one."""
    same = other.table is seen_from.table
    return f"line {other.line}" + ("" if same else f" of {other.table.file.name}")


def _per(
    figures: list[_Figure], per: Per, divisors: list[_Figure]
) -> Iterator[Suspect]:
    """Compare each figure with another one, such as the population."""
    divisor: dict[tuple[str, ...], float] = {}
    for other in divisors:
        if other.value > 0:
            divisor.setdefault(other.cells(per.by), other.value)
    bounds = " and ".join(
        [
            *([] if per.minimum is None else [f"at least {per.minimum:g}"]),
            *([] if per.maximum is None else [f"at most {per.maximum:g}"]),
        ]
    )
    for figure in figures:
        by = divisor.get(figure.cells(per.by))
        # A zero is a statement of its own, not a small figure.
        if by is None or figure.value == 0:
            continue
        ratio = figure.value / by
        low = per.minimum is not None and ratio < per.minimum
        high = per.maximum is not None and ratio > per.maximum
        if low or high:
            yield (
                figure,
                f"expected {bounds} per {per.column}, found {ratio:.4g}: {per.reason}",
            )


def _breaches(suspects: list[Suspect], column: str) -> list[Breach]:
    """Return one breach per file, each figure named once."""
    by_file: dict[PurePath, dict[int, Suspect]] = defaultdict(dict)
    for figure, expected in suspects:
        by_file[figure.table.file].setdefault(figure.line, (figure, expected))
    return [
        Breach(
            file=file,
            column=column,
            rule="magnitude",
            lines=[figure.line for figure, _ in part.values()],
            values=[figure.cells([column])[0] for figure, _ in part.values()],
            expected=[expected for _, expected in part.values()],
        )
        for file, part in by_file.items()
    ]
