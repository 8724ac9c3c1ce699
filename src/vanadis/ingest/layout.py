"""Work out which cell of a grid means which column of a table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from vanadis.check import Resource
from vanadis.check.package import Field
from vanadis.errors import VanadisError
from vanadis.ingest.grid import Grid
from vanadis.ingest.words import (
    one_line,
    plain,
    split_header,
    unit_in,
    wordings,
    words,
    year_of,
)

# Rows above the header that a yearbook table may spend on titles and units.
_TITLE_ROWS = 12


class LayoutError(VanadisError):
    """A grid whose meaning cannot be worked out."""


@dataclass(frozen=True)
class Layout:
    """What the cells of a grid mean.

    ``columns`` maps positions to column names. In a wide grid ``spread`` maps
    positions to the value of the key column ``spread_over`` they stand for.
    """

    header: int
    columns: Mapping[int, str]
    spread: Mapping[int, str]
    spread_over: str | None
    unit: str | None
    constants: Mapping[str, str]
    ignored: tuple[str, ...]


def measure_of(resource: Resource) -> Field:
    """Return the column that holds a table's figure: its first with a unit."""
    for candidate in resource.fields:
        if candidate.unit and candidate.name not in resource.primary_key:
            return candidate
    raise LayoutError(f"{resource.name} holds no figures")


def map_grid(grid: Grid, resource: Resource, constants: Mapping[str, str]) -> Layout:
    """Return what a grid means for a table.

    Raises
    ------
    LayoutError
        When a key column or the figures cannot be found.
    """
    _check_constants(resource, constants)
    found = [
        _read_header(grid, row, resource, constants)
        for row in range(min(_TITLE_ROWS, len(grid.rows)))
    ]
    layout = max(found, key=lambda m: len(m.columns) + min(len(m.spread), 3))
    measure = measure_of(resource)
    named = set(layout.columns.values()) | set(constants)
    if layout.spread_over:
        named.add(layout.spread_over)
    else:
        layout = _with_measure(layout, grid, measure)
        named = set(layout.columns.values()) | set(constants)
    stated = {f.name for f in resource.fields if f.required is False}
    lacking = [
        name
        for name in resource.primary_key
        if name not in named and name not in stated and not _only_value(resource, name)
    ]
    cells = grid.rows[layout.header]
    header = ", ".join(one_line(str(cell)) for cell in cells if cell is not None)
    if lacking:
        hints = " ".join(f"--set {name}=..." for name in lacking)
        raise LayoutError(
            f"{grid.name}: no column for {', '.join(lacking)} in the header "
            f"(line {grid.lines[layout.header]}: {header[:200]}). "
            f"Name the column so, or give one value for all rows: {hints}"
        )
    if not layout.spread and measure.name not in layout.columns.values():
        raise LayoutError(
            f"{grid.name}: no column of figures in the header (line "
            f"{grid.lines[layout.header]}: {header[:200]}). Name it "
            f"'{measure.name}' or 'value', or spread the years over columns"
        )
    only = {
        name: value
        for name in resource.names
        if name not in named and (value := _only_value(resource, name))
    }
    return replace(layout, constants={**only, **constants})


def _only_value(resource: Resource, name: str) -> str | None:
    """Return the value a column must have when its list has a single one."""
    enum = next(f.enum for f in resource.fields if f.name == name)
    return enum[0] if len(enum) == 1 else None


def _check_constants(resource: Resource, constants: Mapping[str, str]) -> None:
    unknown = sorted(set(constants) - set(resource.names))
    if unknown:
        raise LayoutError(
            f"--set {unknown[0]}: {resource.name} has no such column; "
            f"it has {', '.join(resource.names)}"
        )


def _read_header(
    grid: Grid, row: int, resource: Resource, constants: Mapping[str, str]
) -> Layout:
    """Read one row as if it were the header."""
    columns: dict[int, str] = {}
    years: dict[int, str] = {}
    values: dict[str, dict[int, str]] = {}
    unit = _unit_above(grid, row)
    labels: dict[int, str] = {}
    for position, cell in enumerate(grid.rows[row]):
        if cell is None or not str(cell).strip():
            continue
        name, cell_unit = split_header(str(cell))
        labels[position] = str(cell)
        column = _column_named(name, resource)
        if column and column not in columns.values() and column not in constants:
            columns[position] = column
            unit = cell_unit or unit
            continue
        year = year_of(cell) or year_of(name)
        if year and "reference_year" in resource.primary_key:
            years[position] = year
            unit = cell_unit or unit
            continue
        for key, value in _key_values(name, resource):
            if key not in constants:
                values.setdefault(key, {})[position] = value
                unit = cell_unit or unit
    over: str | None = None
    spread: dict[int, str] = {}
    if years and "reference_year" not in {*columns.values(), *constants}:
        over, spread = "reference_year", years
    elif values:
        over = max(values, key=lambda key: len(values[key]))
        spread = values[over]
        if over in columns.values():
            over, spread = None, {}
    used = {*columns, *spread}
    ignored = tuple(label for at, label in labels.items() if at not in used)
    return Layout(row, columns, spread, over, unit, constants, ignored)


def _column_named(name: str, resource: Resource) -> str | None:
    wanted = wordings(name)
    for column in resource.names:
        known = {plain(column), *map(plain, words()["columns"].get(column, []))}
        if not known.isdisjoint(wanted):
            return column
    return None


def _key_values(name: str, resource: Resource) -> list[tuple[str, str]]:
    """Return (key column, value) pairs that a header may stand for."""
    return [
        (column.name, value)
        for column in resource.fields
        if column.name in resource.primary_key
        for value in column.enum
        if not value_words(value).isdisjoint(wordings(name))
    ]


def value_words(value: str) -> set[str]:
    """Return what people write for a value of a list."""
    return {plain(value), *map(plain, words()["values"].get(value, []))}


def _with_measure(layout: Layout, grid: Grid, measure: Field) -> Layout:
    """Find the column of figures by the usual words, or as the only one left."""
    if measure.name in layout.columns.values():
        return layout
    usual = {plain(word) for word in words()["measure"]}
    header = grid.rows[layout.header]
    left = [
        position
        for position, cell in enumerate(header)
        if cell is not None and str(cell).strip() and position not in layout.columns
    ]
    named = [
        p
        for p in left
        if not usual.isdisjoint(wordings(split_header(str(header[p]))[0]))
    ]
    with_unit = [p for p in left if split_header(str(header[p]))[1]]
    for candidates in (named, with_unit):
        if len(candidates) == 1:
            position = candidates[0]
            unit = split_header(str(header[position]))[1] or layout.unit
            label = str(header[position])
            ignored = tuple(x for x in layout.ignored if x != label)
            columns = {**layout.columns, position: measure.name}
            return replace(layout, columns=columns, unit=unit, ignored=ignored)
    return layout


def _unit_above(grid: Grid, row: int) -> str | None:
    """Return the unit that a line above the header states, as in ``单位：万吨``."""
    for line in grid.rows[: row + 1]:
        for cell in line:
            match = re.search(
                r"(?:单位|\bunit)\s*[:：](.*)", str(cell or ""), re.I | re.S
            )
            if match:
                return unit_in(match[1].strip())
    return None
