"""Read one or several rows of a grid as the header of a table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from vanadis.check import Resource
from vanadis.ingest.grid import Grid
from vanadis.ingest.units import agreed, split_header
from vanadis.ingest.words import is_filled, one_line, plain, wordings, words, year_of

Keys = Mapping[str, str]


@dataclass(frozen=True)
class Header:
    """What the rows ``first`` to ``last`` of a grid say about its columns.

    ``columns`` maps positions to column names. In a wide grid ``spread`` maps
    positions to the key values they stand for, ``{"reference_year": "2016"}``.
    ``units`` holds the units that columns state themselves; where each row states its
    own, ``unit_at`` is the position of that column.
    """

    first: int
    last: int
    labels: Mapping[int, str]
    columns: Mapping[int, str]
    spread: Mapping[int, Keys]
    units: Mapping[int, str]
    unit_at: int | None = None

    def unit_of(self, position: int) -> list[str]:
        """Return the unit a column states, if it does."""
        return [self.units[position]] if position in self.units else []

    @property
    def spread_over(self) -> tuple[str, ...]:
        """Return the key columns that are spread over columns of the grid."""
        return tuple(sorted(next(iter(self.spread.values()), {})))

    @property
    def weight(self) -> int:
        """Return how much of a table the header explains."""
        return len(self.columns) + len(self.spread_over) + min(len(self.spread), 3)


def read_header(
    grid: Grid, first: int, last: int, resource: Resource, constants: Keys
) -> Header:
    """Read some rows as if they were the header.

    Rows but the last may hold merged cells, whose text stands in the leftmost: it
    counts for the empty cells to the right of it.
    """
    rows = grid.rows[first : last + 1]
    columns: dict[int, str] = {}
    labels: dict[int, str] = {}
    units: dict[int, str] = {}
    cells: dict[int, list[object]] = {}
    for at in range(len(rows[0])):
        own = [row[at] for row in rows if is_filled(row[at])]
        if not own:
            continue
        names = [split_header(str(cell))[0] for cell in own]
        column = column_named(names, resource)
        if column not in resource.primary_key and _keys(own, resource, {*constants}):
            # The name of the figures above or below a year: a column of that year.
            column = None
        is_new = column not in columns.values() and column not in constants
        if column and is_new:
            columns[at] = column
        cells[at] = own if column else [*_merged(rows, at, columns), *own]
        labels[at] = one_line(" ".join(map(str, cells[at])))
        unit = agreed(_units(cells[at]), f"the column '{labels[at]}'")
        if unit:
            units[at] = unit
    fixed = {*columns.values(), *constants}
    keys = {
        at: found
        for at, of in cells.items()
        if at not in columns and (found := _keys(of, resource, fixed))
    }
    # A table with a unit of its own per row takes that column as it is.
    unit_at = next(
        (
            at
            for at in cells
            if at not in columns
            and "unit" not in resource.names
            and _names_units(cells[at])
        ),
        None,
    )
    return Header(first, last, labels, columns, _fullest(keys), units, unit_at)


def _names_units(cells: Iterable[object]) -> bool:
    known = {plain(word) for word in words()["unit"]}
    return any(not known.isdisjoint(wordings(str(cell))) for cell in cells)


def _units(cells: Iterable[object]) -> list[str]:
    return [unit for cell in cells if (unit := split_header(str(cell))[1])]


def _merged(
    rows: list[tuple[object, ...]], at: int, columns: Mapping[int, str]
) -> list[object]:
    """Return what merged cells above a column say; titles above keys do not count."""
    found = []
    for row in rows[:-1]:
        if is_filled(row[at]):
            continue
        left = [i for i in range(at) if is_filled(row[i])]
        if left and left[-1] not in columns:
            found.append(row[left[-1]])
    return found


def column_named(names: Iterable[str], resource: Resource) -> str | None:
    """Return the column of a table that a header's names mean."""
    wanted = {word for name in names for word in wordings(name)}
    for column in resource.names:
        if not _column_words(column).isdisjoint(wanted):
            return column
    return None


@cache
def _column_words(column: str) -> frozenset[str]:
    """Return what people write for a column."""
    return frozenset({plain(column), *map(plain, words()["columns"].get(column, []))})


def _keys(cells: Iterable[object], resource: Resource, fixed: set[str]) -> Keys:
    """Return the key values some labels stand for, none if they contradict."""
    keys: dict[str, str] = {}
    for cell in cells:
        name = split_header(str(cell))[0]
        year = year_of(cell) or year_of(name)
        found = [("reference_year", year)] if year else _key_values(name, resource)
        for key, value in found:
            if key not in resource.primary_key or key in fixed:
                continue
            if keys.setdefault(key, value) != value:
                return {}
    return keys


def _key_values(name: str, resource: Resource) -> list[tuple[str, str]]:
    """Return (key column, value) pairs that a header may stand for."""
    said = wordings(name)
    return [
        (column.name, value)
        for column in resource.fields
        if column.name in resource.primary_key
        for value in column.enum
        if not value_words(value).isdisjoint(said)
    ]


def _fullest(keys: Mapping[int, Keys]) -> dict[int, Keys]:
    """Keep the columns that state the same keys, the most of them."""
    counts = Counter(tuple(sorted(found)) for found in keys.values())
    best = max(counts, key=lambda k: (len(k), "reference_year" in k), default=())
    return {at: found for at, found in keys.items() if tuple(sorted(found)) == best}


@cache
def value_words(value: str) -> frozenset[str]:
    """Return what people write for a value of a list."""
    return frozenset({plain(value), *map(plain, words()["values"].get(value, []))})
