"""Turn the cells of a grid into rows of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from vanadis.check import Resource
from vanadis.errors import VanadisError
from vanadis.ingest.figures import number_text
from vanadis.ingest.grid import Grid, Row
from vanadis.ingest.header import value_words
from vanadis.ingest.layout import Layout, measure_of
from vanadis.ingest.totals import compare_totals
from vanadis.ingest.units import (
    Conversion,
    UnitError,
    agreed,
    conversion,
    split_header,
)
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


@dataclass(frozen=True)
class Origin:
    """The cell of the user's file that a figure was read from."""

    line: int
    column: str
    text: str


@dataclass(frozen=True)
class Converted:
    """Rows of the table, each with the cell it came from, and what was refused.

    ``conversions`` are those of the columns of figures, by position; ``left_out``
    says which lines hold no row of the table, and why.
    """

    rows: list[dict[str, str]]
    origins: list[Origin]
    rejected: list[Rejected]
    conversions: Mapping[int, Conversion]
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
    conversions = _conversions(layout, resource, unit)
    maker = _RowMaker(grid.name, layout, resource, provinces, provenance)
    rows: list[dict[str, str]] = []
    origins: list[Origin] = []
    rejected: list[Rejected] = []
    left_out = list(layout.skipped)
    totals: list[tuple[int, dict[str, str]]] = []
    labels = {at: layout.header.labels.get(at, measure) for at in conversions}
    header = grid.rows[layout.header.first : layout.body]
    for cells, line in zip(
        grid.rows[layout.body :], grid.lines[layout.body :], strict=True
    ):
        is_total = maker.is_total(cells)
        keys, problems = maker.keys(cells, line)
        if is_total:
            problems = []
        elif problems and (why := _no_row(cells, list(conversions), header)):
            left_out.append(f"line {line} {why}")
            continue
        for position, how in conversions.items():
            cell = _at(cells, position)
            figure, problem = number_text(cell, how.factor, resource.missing_values)
            if problem and is_total:
                continue
            origin = Origin(line, labels[position], "" if cell is None else str(cell))
            if problem:
                refused = Rejected(grid.name, line, origin.column, origin.text, problem)
                problems = [*problems, refused]
                continue
            if layout.spread and figure == "":
                # An empty cell of a wide table says nothing about its year.
                continue
            row = {**keys, measure: figure, **layout.spread.get(position, {})}
            if is_total:
                totals.append((line, row))
                continue
            rows.append(row)
            origins.append(origin)
        rejected += problems
    left_out += compare_totals(totals, rows, resource)
    return Converted(rows, origins, rejected, conversions, left_out)


def _no_row(cells: Row, figures_at: list[int], header: list[Row]) -> str | None:
    """Say why a line whose keys cannot be read is no row: a note, a heading."""
    text = next(one_line(str(cell)) for cell in cells if is_filled(cell))
    shown = text if len(text) <= 40 else text[:39] + "…"
    if cells in header:
        return "repeats the header"
    if is_note(text):
        return f"is a note: {shown}"
    if not any(is_filled(_at(cells, i)) for i in figures_at):
        return f"has no figure: {shown}"
    return None


def _conversions(
    layout: Layout, resource: Resource, option: str | None
) -> dict[int, Conversion]:
    """Return how each column of figures is converted.

    A column's own unit comes before the sheet's.
    """
    measure = measure_of(resource)
    target = measure.unit or ""
    given = [option] if option else []
    found = {}
    for at in layout.figures_at(measure.name):
        label = layout.header.labels.get(at, measure.name)
        own = layout.header.units.get(at)
        where = f"column '{label}', --unit included," if option else f"column '{label}'"
        stated = agreed([*([own] if own else layout.sheet_units), *given], where)
        # A column with the table's own name has the unit that its name ends in.
        is_ours = label == measure.name and not layout.spread
        if not stated and not is_ours:
            raise UnitError(
                f"the unit of the figures is not stated for column '{label}': give "
                f"--unit, for instance --unit '{target}', or write it into the header "
                "in brackets"
            )
        found[at] = conversion(stated or target, target)
    return found


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
        self._gap_marks = resource.missing_values
        self._cache: dict[tuple[str, object], tuple[str, str | None]] = {}
        self._blank = {**dict.fromkeys(resource.names, ""), **provenance}
        for name, value in layout.constants.items():
            self._blank[name], problem = self._translate(name, value)
            if problem:
                raise VanadisError(f"--set {name}={value}: {problem}")

    def is_total(self, cells: Row) -> bool:
        """Return whether a row sums the provinces."""
        at = self._province_at
        return at is not None and is_total(str(_at(cells, at) or ""))

    def keys(self, cells: Row, line: int) -> tuple[dict[str, str], list[Rejected]]:
        """Return everything of a row but its figure, and what cannot be read."""
        row = dict(self._blank)
        row["source_locator"] = f"{self._file}, line {line}"
        problems: list[Rejected] = []
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


def _at(cells: Row, position: int) -> object:
    return cells[position] if position < len(cells) else None
