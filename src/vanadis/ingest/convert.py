"""Turn the cells of a grid into rows of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from vanadis.check import Resource
from vanadis.errors import VanadisError
from vanadis.ingest.conversions import Conversions
from vanadis.ingest.figures import number_text
from vanadis.ingest.grid import Grid, Row
from vanadis.ingest.header import value_words
from vanadis.ingest.layout import Layout, measure_of
from vanadis.ingest.totals import compare_totals
from vanadis.ingest.units import UnitError, split_header
from vanadis.ingest.words import (
    Provinces,
    is_filled,
    is_note,
    is_total,
    one_line,
    wordings,
    year_of,
)


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be taken, and why."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """Return ``file:line: column 'c': value 'v': reason``."""
        return (
            f"{self.file}:{self.line}: column '{self.column}': "
            f"value '{self.value}': {self.reason}"
        )


class Origin(NamedTuple):
    """The cell of the user's file that a figure was read from."""

    line: int
    column: str
    text: str


@dataclass(frozen=True)
class Converted:
    """Rows of the table, each with the cell it came from, and what was refused.

    ``left_out`` says which lines hold no row of the table, and why.
    """

    rows: list[dict[str, str]]
    origins: list[Origin]
    rejected: list[Rejected]
    conversions: Conversions
    left_out: list[str]


def convert(
    grid: Grid,
    layout: Layout,
    resource: Resource,
    *,
    provinces: Provinces,
    unit: str | None,
    provenance: Mapping[str, str],
) -> Converted:
    """Return the rows a grid holds, in the unit and words of the table.

    Parameters
    ----------
    grid, layout
        The cells and what they mean.
    resource
        The table.
    provinces
        Finds province codes.
    unit
        Unit of the figures; the one the file states when left out.
    provenance
        Values of source_key and basis where the file has none.

    Raises
    ------
    UnitError
        When a unit is not stated, unknown, contradicted, or of another kind.
    """
    measure = measure_of(resource).name
    conversions = Conversions(layout, resource, unit)
    maker = _RowMaker(grid.name, layout, resource, provinces, provenance)
    rows: list[dict[str, str]] = []
    origins: list[Origin] = []
    rejected: list[Rejected] = []
    left_out: list[str] = []
    totals: list[tuple[int, dict[str, str]]] = []
    gap_marks = resource.missing_values
    header = grid.rows[layout.header.first : layout.body]
    width = max(at for row in header for at, cell in enumerate(row) if is_filled(cell))
    for cells, line in zip(
        grid.rows[layout.body :], grid.lines[layout.body :], strict=True
    ):
        is_total = maker.is_total(cells)
        keys, problems = maker.keys(cells, line)
        if is_total:
            problems = []
        elif problems and (why := _no_row(cells, conversions.positions, header)):
            left_out.append(f"line {line} {why}")
            continue
        if beyond := [str(cell) for cell in cells[width + 1 :] if is_filled(cell)]:
            shown = ", ".join(beyond)
            reason = (
                f"expected nothing here, the header ends at column {width + 1}; in a "
                "CSV file a number with a comma needs quotes around it"
            )
            refused = Rejected(grid.name, line, str(width + 2), shown, reason)
            problems = [*problems, refused]
        for position in conversions.positions:
            cell = cells[position]
            figure, problem = _figure(cell, conversions, position, cells, gap_marks)
            if problem and is_total:
                continue
            origin = Origin(
                line, conversions.labels[position], "" if cell is None else str(cell)
            )
            if problem:
                refused = Rejected(grid.name, line, origin.column, origin.text, problem)
                problems = [*problems, refused]
                continue
            if figure == "" and (layout.spread or maker.is_bare(keys)):
                # An empty cell says nothing; a mark of a gap says "not reported".
                if not layout.spread and not is_total:
                    left_out.append(f"line {line} has no figure: {_first(cells)}")
                continue
            row = {**keys, measure: figure, **layout.spread.get(position, {})}
            if is_total:
                totals.append((line, row))
                continue
            rows.append(row)
            origins.append(origin)
        rejected += problems
    # Totals before single lines: they tell most, and a preview shows few.
    left_out = [*layout.skipped, *compare_totals(totals, rows, resource), *left_out]
    return Converted(rows, origins, rejected, conversions, left_out)


def _figure(
    cell: object,
    conversions: Conversions,
    position: int,
    cells: Row,
    gap_marks: tuple[str, ...],
) -> tuple[str, str | None]:
    """Return a figure in the table's unit, and why there is none."""
    if not is_filled(cell):
        return "", None
    try:
        factor = conversions.of(position, cells).factor
    except UnitError as error:
        return "", str(error)
    return number_text(cell, factor, gap_marks)


def _no_row(cells: Row, figures_at: list[int], header: list[Row]) -> str | None:
    """Say why a line whose keys cannot be read is no row: a note, a heading."""
    if cells in header:
        return "repeats the header"
    if is_note(next(str(cell) for cell in cells if is_filled(cell))):
        return f"is a note: {_first(cells)}"
    if not any(is_filled(cells[i]) for i in figures_at):
        return f"has no figure: {_first(cells)}"
    return None


def _first(cells: Row) -> str:
    """Return the first text of a line, short enough to show."""
    text = next(one_line(str(cell)) for cell in cells if is_filled(cell))
    return text if len(text) <= 40 else text[:39] + "…"


class _RowMaker:
    """Builds the keys and attributes of a row, with its words translated."""

    def __init__(
        self,
        file: str,
        layout: Layout,
        resource: Resource,
        provinces: Provinces,
        provenance: Mapping[str, str],
    ) -> None:
        self._file = file
        self._provinces = provinces
        measure = measure_of(resource).name
        self._others = {
            at: name for at, name in layout.columns.items() if name != measure
        }
        self._province_at = next(
            (at for at, name in self._others.items() if name == "province_code"), None
        )
        self._lists = {
            f.name: {word: v for v in f.enum for word in value_words(v)}
            for f in resource.fields
            if f.enum
        }
        self._fields = {f.name: f for f in resource.fields}
        self._numbers = [
            f.name
            for f in resource.fields
            if f.type in ("number", "integer")
            and f.name not in (*resource.primary_key, measure)
        ]
        self._gap_marks = resource.missing_values
        # Cells repeat their words, so each distinct one is translated once.
        self._translate = {
            name: cache(partial(self._translated, name)) for name in resource.names
        }
        self._blank = {**dict.fromkeys(resource.names, ""), **provenance}
        for name, value in layout.constants.items():
            self._blank[name], problem = self._translate[name](value)
            if problem:
                raise VanadisError(f"--set {name}={value}: {problem}")

    def is_total(self, cells: Row) -> bool:
        """Return whether a row sums the provinces."""
        at = self._province_at
        return at is not None and is_total(str(cells[at] or ""))

    def is_bare(self, row: Mapping[str, str]) -> bool:
        """Return whether a row holds no number beside its figure."""
        return not any(row[name] for name in self._numbers)

    def keys(self, cells: Row, line: int) -> tuple[dict[str, str], list[Rejected]]:
        """Return everything of a row but its figure, and what cannot be read."""
        row = dict(self._blank)
        row["source_locator"] = f"{self._file}, line {line}"
        problems: list[Rejected] = []
        for position, name in self._others.items():
            cell = cells[position]
            text, problem = self._translate[name](cell)
            if problem:
                problems.append(Rejected(self._file, line, name, str(cell), problem))
            if text:
                row[name] = text
        return row, problems

    def _translated(self, name: str, cell: object) -> tuple[str, str | None]:
        if cell is None:
            return "", None
        text = str(cell).strip()
        if name == "province_code":
            code = self._provinces.code(text)
            problem = None if code else "expected a province, by code or name"
            return code or text, problem
        if name in self._lists and text:
            found = [
                self._lists[name][word]
                for word in wordings(split_header(text)[0])
                if word in self._lists[name]
            ]
            value = found[0] if found else None
            known = ", ".join(dict.fromkeys(self._lists[name].values()))
            return value or text, None if value else f"expected one of {known}"
        kind = self._fields[name].type
        if kind == "year":
            year = year_of(cell)
            return year or text, None if year else "expected a four-digit year"
        if kind in ("number", "integer"):
            return number_text(cell, Decimal(1), self._gap_marks)
        if isinstance(cell, datetime | date):
            return cell.isoformat(), None
        return text, None
