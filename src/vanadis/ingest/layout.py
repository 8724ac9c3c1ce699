"""Work out which cell of a grid means which column of a table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from vanadis.check import Resource
from vanadis.check.package import Field
from vanadis.errors import VanadisError
from vanadis.ingest.grid import Grid
from vanadis.ingest.header import (
    Header,
    Keys,
    column_named,
    read_header,
    value_words,
)
from vanadis.ingest.units import agreed, split_header, unit_name, units_stated
from vanadis.ingest.words import (
    Provinces,
    is_filled,
    is_total,
    one_line,
    plain,
    wordings,
    words,
    year_of,
)

# Rows above the header that a yearbook table may spend on titles and units.
_TITLE_ROWS = 12
# Rows of one header: groups, names in Chinese, names in English.
_HEADER_ROWS = 3


class LayoutError(VanadisError):
    """A grid whose meaning cannot be worked out."""


@dataclass(frozen=True)
class Layout:
    """What the cells of a grid mean.

    ``header`` says what its columns are, ``sheet_units`` what the lines above them
    state, ``body`` where the rows begin, ``skipped`` which lines before that hold the
    header once more.
    """

    header: Header
    body: int
    sheet_units: tuple[str, ...]
    constants: Keys
    skipped: tuple[str, ...] = ()

    @property
    def columns(self) -> Mapping[int, str]:
        """Return the column of the table each position holds."""
        return self.header.columns

    @property
    def spread(self) -> Mapping[int, Keys]:
        """Return the key values that positions of a wide grid stand for."""
        return self.header.spread

    @property
    def ignored(self) -> list[str]:
        """Return the labels of the columns that are not used."""
        used = {*self.columns, *self.spread, self.header.unit_at}
        return [text for at, text in self.header.labels.items() if at not in used]

    def figures_at(self, measure: str) -> list[int]:
        """Return the positions that hold figures."""
        named = [at for at, name in self.columns.items() if name == measure]
        return list(self.spread) or named


def measure_of(resource: Resource) -> Field:
    """Return the column that holds a table's figure: its first with a unit."""
    for candidate in resource.fields:
        if candidate.unit and candidate.name not in resource.primary_key:
            return candidate
    raise LayoutError(f"{resource.name} holds no figures")


def map_grid(
    grid: Grid, resource: Resource, constants: Keys, provinces: Provinces
) -> Layout:
    """Return what a grid means for a table.

    Raises
    ------
    LayoutError
        When a key column or the figures cannot be found.
    """
    _check_constants(resource, constants)
    measure = measure_of(resource)
    header = _best_header(grid, resource, constants, provinces)
    if not header.spread:
        header = _with_measure(header, resource)
    named = {*header.columns.values(), *constants, *header.spread_over}
    optional = {f.name for f in resource.fields if f.required is False}
    lacking = [
        name
        for name in resource.primary_key
        if name not in named | optional and not _only_value(resource, name)
    ]
    where = (
        f"line {grid.lines[header.first]}: {', '.join(header.labels.values())[:200]}"
    )
    if lacking:
        hints = " ".join(f"--set {name}=..." for name in lacking)
        raise LayoutError(
            f"{grid.name}: no column for {', '.join(lacking)} in the header ({where}). "
            f"Name the column so, or give one value for all rows: {hints}"
        )
    if not header.spread and measure.name not in header.columns.values():
        raise LayoutError(
            f"{grid.name}: no column of figures in the header ({where}). Name it "
            f"'{measure.name}' or 'value', or spread the years over columns"
        )
    names = [split_header(label)[0] for label in header.labels.values()]
    if [column_named([name], resource) for name in names].count(measure.name) > 1:
        raise LayoutError(
            f"{grid.name}: the header names '{measure.name}' more than once ({where}); "
            "keep one column of these figures"
        )
    only = {
        name: value
        for name in resource.names
        if name not in named and (value := _only_value(resource, name))
    }
    stated = [
        unit
        for row in grid.rows[: header.last + 1]
        for cell in row
        for unit in units_stated(str(cell or ""))
    ]
    layout = Layout(header, header.last + 1, tuple(stated), {**only, **constants})
    return _past_repeats(grid, layout, resource, provinces)


def _best_header(
    grid: Grid, resource: Resource, constants: Keys, provinces: Provinces
) -> Header:
    """Return the rows that explain most of the table; the fewest and first of them."""
    found: list[Header] = []
    for span in range(_HEADER_ROWS):
        for first in range(min(_TITLE_ROWS, len(grid.rows) - span)):
            header = read_header(grid, first, first + span, resource, constants)
            if not span or not _holds_data(
                grid, header, resource, constants, provinces
            ):
                found.append(header)
    return max(found, key=lambda header: header.weight)


def _holds_data(
    grid: Grid,
    header: Header,
    resource: Resource,
    constants: Keys,
    provinces: Provinces,
) -> bool:
    """Return whether a row of a header is data below the rows before it."""
    first = header.first
    return any(
        _is_body(
            grid.rows[row],
            read_header(grid, first, row - 1, resource, constants),
            resource,
            provinces,
        )
        for row in range(first + 1, header.last + 1)
    )


def _is_body(
    row: tuple[object, ...], header: Header, resource: Resource, provinces: Provinces
) -> bool:
    """Return whether a row below a header holds data: its keys can be read."""
    lists = {field.name: field.enum for field in resource.fields}
    for at, column in header.columns.items():
        cell = row[at]
        if not is_filled(cell):
            continue
        text = str(cell)
        if column == "province_code":
            found = provinces.code(text) is not None or is_total(text)
        elif column == "reference_year":
            found = year_of(cell) is not None
        else:
            wanted = set(wordings(text))
            found = any(not value_words(v).isdisjoint(wanted) for v in lists[column])
        if found:
            return True
    return False


def _past_repeats(
    grid: Grid, layout: Layout, resource: Resource, provinces: Provinces
) -> Layout:
    """Pass rows that name the columns again, in English or by their units."""
    positions = layout.figures_at(measure_of(resource).name)
    units = dict(layout.header.units)
    skipped = []
    body = layout.body
    for row in grid.rows[layout.body :]:
        cells = {at: row[at] for at in positions if is_filled(row[at])}
        is_label = all(
            _is_label(cell, layout.spread.get(at), resource)
            for at, cell in cells.items()
        )
        if (
            not cells
            or not is_label
            or _is_body(row, layout.header, resource, provinces)
        ):
            break
        for at, cell in cells.items():
            name, unit = split_header(str(cell))
            if stated := unit or unit_name(name):
                given = [units[at], stated] if at in units else [stated]
                units[at] = agreed(given, f"line {grid.lines[body]}") or stated
        shown = ", ".join(one_line(str(cell)) for cell in row if is_filled(cell))
        skipped.append(f"line {grid.lines[body]} belongs to the header: {shown}")
        body += 1
    header = replace(layout.header, units=units)
    return replace(layout, header=header, body=body, skipped=tuple(skipped))


def _is_label(cell: object, keys: Keys | None, resource: Resource) -> bool:
    """Return whether a cell repeats a heading: no digits but a known name's."""
    name = split_header(str(cell))[0]
    year = year_of(cell) or year_of(name)
    if year:
        return keys is not None and year in keys.values()
    is_known = unit_name(name) or column_named([name], resource)
    return bool(is_known) or not any(sign.isdigit() for sign in name)


def _only_value(resource: Resource, name: str) -> str | None:
    """Return the value a column must have when its list has a single one."""
    enum = next(f.enum for f in resource.fields if f.name == name)
    return enum[0] if len(enum) == 1 else None


def _check_constants(resource: Resource, constants: Keys) -> None:
    unknown = sorted(set(constants) - set(resource.names))
    if unknown:
        raise LayoutError(
            f"--set {unknown[0]}: {resource.name} has no such column; "
            f"it has {', '.join(resource.names)}"
        )


def _with_measure(header: Header, resource: Resource) -> Header:
    """Find the column of figures by the table's name, the usual words or its unit."""
    measure = measure_of(resource)
    if measure.name in header.columns.values():
        return header
    table = resource.name.split("__", 1)[-1]
    left = {at: text for at, text in header.labels.items() if at not in header.columns}
    for known in ([table, *words()["tables"].get(table, [])], words()["measure"]):
        usual = {plain(word) for word in known}
        named = [
            at
            for at, text in left.items()
            if not usual.isdisjoint(wordings(split_header(text)[0]))
        ]
        if len(named) == 1:
            break
    with_unit = [at for at in left if at in header.units]
    for candidates in (named, with_unit):
        if len(candidates) == 1:
            columns = {**header.columns, candidates[0]: measure.name}
            return replace(header, columns=columns)
    return header
