"""Turn the cells of a grid into rows of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from vanadis.check import Resource
from vanadis.ingest.grid import Grid
from vanadis.ingest.layout import Layout, measure_of, value_words
from vanadis.ingest.totals import compare_totals
from vanadis.ingest.words import (
    Conversion,
    Provinces,
    UnitError,
    conversion,
    is_total,
    number_text,
    one_line,
    split_header,
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


@dataclass(frozen=True)
class Converted:
    """Rows of the table, each with the line it came from, and what was refused.

    ``left_out`` says which lines hold no row of the table, and why.
    """

    rows: list[dict[str, str]]
    lines: list[int]
    rejected: list[Rejected]
    conversion: Conversion
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
        When the unit is not stated, unknown, or of another kind.
    """
    measure = measure_of(resource)
    how = conversion(
        _unit(layout, measure.name, measure.unit or "", unit), measure.unit or ""
    )
    maker = _RowMaker(grid.name, layout, resource, provinces, provenance)
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    rejected: list[Rejected] = []
    left_out: list[str] = []
    totals: list[tuple[int, dict[str, str]]] = []
    for cells, line in zip(
        grid.rows[layout.header + 1 :], grid.lines[layout.header + 1 :], strict=True
    ):
        is_total = maker.is_total(cells)
        keys, problems = maker.keys(cells, line)
        if is_total:
            problems = []
        elif problems and not any(_is_filled(_at(cells, i)) for i in maker.figures_at):
            left_out.append(f"line {line} has no figure: {_first(cells)}")
            continue
        for position in maker.figures_at:
            text = _at(cells, position)
            figure, problem = number_text(text, how.factor, resource.missing_values)
            if problem and is_total:
                continue
            if problem:
                column = _label(grid, layout, position, measure.name)
                refused = Rejected(grid.name, line, column, str(text), problem)
                problems = [*problems, refused]
                continue
            if layout.spread and figure == "":
                # An empty cell of a wide table says nothing about its year.
                continue
            row = {**keys, measure.name: figure}
            if layout.spread_over:
                row[layout.spread_over] = layout.spread[position]
            if is_total:
                totals.append((line, row))
                continue
            rows.append(row)
            lines.append(line)
        rejected += problems
    left_out += compare_totals(totals, rows, resource)
    return Converted(rows, lines, rejected, how, left_out)


def _is_filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _first(cells: tuple[object, ...]) -> str:
    """Return the first text of a row, short enough to show."""
    text = next(one_line(str(cell)) for cell in cells if _is_filled(cell))
    return text if len(text) <= 40 else text[:39] + "…"


def _unit(layout: Layout, measure: str, target: str, unit: str | None) -> str:
    stated = unit or layout.unit
    if stated:
        return stated
    if measure in layout.columns.values() and not layout.spread:
        # The column bears the table's own name, which ends in the unit.
        return target
    raise UnitError(
        f"the unit of the figures is not stated: give --unit, for instance "
        f"--unit '{target}', or write it into the header in brackets"
    )


def _label(grid: Grid, layout: Layout, position: int, measure: str) -> str:
    if position in layout.spread:
        return layout.spread[position]
    header = grid.rows[layout.header]
    return one_line(str(header[position])) if position < len(header) else measure


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
        self._layout = layout
        self._provinces = provinces
        self._blank = {**dict.fromkeys(resource.names, ""), **provenance}
        measure = measure_of(resource).name
        self.figures_at = list(layout.spread) or [
            at for at, name in layout.columns.items() if name == measure
        ]
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
        self._cache: dict[tuple[str, object], tuple[str, str | None]] = {}

    def is_total(self, cells: tuple[object, ...]) -> bool:
        """Return whether a row sums the provinces."""
        at = self._province_at
        return at is not None and is_total(str(_at(cells, at) or ""))

    def keys(
        self, cells: tuple[object, ...], line: int
    ) -> tuple[dict[str, str], list[Rejected]]:
        """Return everything of a row but its figure, and what cannot be read."""
        row = dict(self._blank)
        row["source_locator"] = f"{self._file}, line {line}"
        problems: list[Rejected] = []
        for name, value in self._layout.constants.items():
            row[name], problem = self._translate(name, value)
            if problem:
                problems.append(Rejected(self._file, line, name, value, problem))
        for position, name in self._others.items():
            cell = _at(cells, position)
            text, problem = self._translate(name, cell)
            if problem:
                problems.append(Rejected(self._file, line, name, str(cell), problem))
            if text:
                row[name] = text
        return row, problems

    def _translate(self, name: str, cell: object) -> tuple[str, str | None]:
        key = (name, cell)
        if key not in self._cache:
            self._cache[key] = self._translated(name, cell)
        return self._cache[key]

    def _translated(self, name: str, cell: object) -> tuple[str, str | None]:
        if cell is None:
            return "", None
        text = str(cell).strip()
        if name == "province_code":
            code = self._provinces.code(text)
            problem = None if code else "expected a province, by code or name"
            return code or text, problem
        if name in self._lists:
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
            return number_text(cell, Decimal(1), ())
        if isinstance(cell, datetime | date):
            return cell.isoformat(), None
        return text, None


def _at(cells: tuple[object, ...], position: int) -> object:
    return cells[position] if position < len(cells) else None
