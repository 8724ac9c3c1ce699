"""Read a sheet of an Excel workbook with what its cells mean to a reader."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText
from python_calamine import CalamineWorkbook, SheetTypeEnum

from vanadis.errors import VanadisError
from vanadis.ingest.figures import Formula

Row = tuple[object, ...]
# Beyond it a float does not say which whole number was written.
EXACT = 2**53
MARKS = {
    "raised": re.compile(rb'vertAlign val="su(per|b)script"'),
    "formula": re.compile(rb"<f[ >/]"),
    "error": re.compile(rb' t="e"'),
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_workbook(path: Path, sheet: str | None) -> tuple[str, list[Row]]:
    """Return the title and the rows of a sheet.

    Raised digits inside a text stay raised, and a formula whose result the file does
    not hold comes as a ``Formula``: both would be misread as plain cells.

    Raises
    ------
    VanadisError
        When the file is no workbook or has no such sheet.
    """
    try:
        return _read(path, sheet)
    except VanadisError:
        raise
    except Exception as error:
        # A damaged workbook makes the reader stumble over anything.
        raise VanadisError(f"{path}: not readable as XLSX: {error}") from error


def _read(path: Path, sheet: str | None) -> tuple[str, list[Row]]:
    beyond = _beyond_values(path)
    if not beyond:
        return _read_values(path, sheet)
    has_raised = "raised" in beyond
    # Single cells of a workbook read at once know their rich text; it is slower.
    book = load_workbook(
        path, read_only=not has_raised, data_only=True, rich_text=has_raised
    )
    # Sheets that hold nothing but a chart have no cells and are not among these.
    title = _chosen(path, sheet, [each.title for each in book.worksheets])
    rows: Iterable[Row] = _rows(book, title)
    if "formula" in beyond:
        written = _rows(load_workbook(path, read_only=True), title)
        pairs = zip_longest(rows, written, fillvalue=())
        rows = (_with_formulas(*pair) for pair in pairs)
    return title, list(rows)


def _read_values(path: Path, sheet: str | None) -> tuple[str, list[Row]]:
    with CalamineWorkbook.from_path(path) as book:
        sheets = book.sheets_metadata
        titles = [each.name for each in sheets if each.typ is SheetTypeEnum.WorkSheet]
        title = _chosen(path, sheet, titles)
        # Lines are counted from the first of the sheet, filled or not.
        found = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    return title, [_values(row) for row in found]


def _values(row: list[Any]) -> Row:
    """Return cells as they are written: an empty one is none, 2015.0 is 2015."""
    return tuple(
        int(cell)
        if type(cell) is float and cell.is_integer() and abs(cell) < EXACT
        else None
        if cell == ""
        else cell
        for cell in row
    )


def _chosen(path: Path, sheet: str | None, titles: list[str]) -> str:
    """Return the title of the sheet that is asked for, or of the first."""
    if not titles:
        raise VanadisError(f"{path}: expected a sheet with cells, found none")
    if sheet is not None and sheet not in titles:
        raise VanadisError(f"{path}: no sheet '{sheet}'; there are {', '.join(titles)}")
    return sheet or titles[0]


def _beyond_values(path: Path) -> set[str]:
    """Return what the sheets or shared texts hold that calamine does not tell.

    It reads ten times as fast, but knows values alone: no raised digit, no formula, and
    nothing of a cell that holds an error.
    """
    found: set[str] = set()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", name):
                content = archive.read(name)
                found |= {m for m, mark in MARKS.items() if mark.search(content)}
    return found


def _rows(book: Workbook, title: str) -> Iterator[Row]:
    sheet = book[title]
    # A file may state a wrong size; the rows themselves are right.
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield tuple(_raised(c) if isinstance(c, CellRichText) else c for c in row)


def _raised(text: CellRichText) -> str:
    """Return a text whose raised and lowered digits can be told from the others."""
    parts = []
    for run in text:
        font = getattr(run, "font", None)
        is_raised = font is not None and font.vertAlign in ("superscript", "subscript")
        parts.append(str(run).translate(_RAISED) if is_raised else str(run))
    return "".join(parts)


def _with_formulas(row: Row, written: Row) -> Row:
    """Mark the formulas whose result is not stored."""
    pairs = zip_longest(row, written)
    return tuple(
        Formula(formula)
        if value is None and formula is not None and str(formula).startswith("=")
        else value
        for value, formula in pairs
    )
