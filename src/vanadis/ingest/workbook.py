"""Read a sheet of an Excel workbook."""

import re
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum

from vanadis.errors import VanadisError

Row = tuple[object, ...]
# Beyond it a float does not say which whole number was written.
EXACT = 2**53
# What calamine does not tell: it gives the values of cells alone.
BEYOND_VALUES = {
    "raised digits": re.compile(rb'vertAlign val="su(per|b)script"'),
    "formulas": re.compile(rb"<f[ >/]"),
    "errors": re.compile(rb' t="e"'),
    # None of these patterns would meet them.
    "single quotes": re.compile(rb" r='"),
}
_COLUMN = re.compile(rb' r="([A-Z]+)')
_LINE = re.compile(rb' r="[A-Z]*([0-9]+)')
LAST_LINE, LAST_COLUMN = 2**20, 2**14
# Cells of the rectangle around a sheet for one that is written.
SPARSEST = 100


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
        beyond = _beyond_values(path)
        if not beyond:
            return _read_values(path, sheet)
        # Ten times as slow as calamine, and loading it takes its time.
        from vanadis.ingest.rich_workbook import read_rich

        return read_rich(
            path,
            sheet,
            has_raised="raised digits" in beyond,
            has_formulas="formulas" in beyond,
        )
    except VanadisError:
        raise
    except Exception as error:
        # A damaged workbook makes the reader stumble over anything.
        raise VanadisError(f"{path}: not readable as XLSX: {error}") from error


def chosen_sheet(path: Path, sheet: str | None, titles: list[str]) -> str:
    """Return the title of the sheet that is asked for, or of the first.

    Raises
    ------
    VanadisError
        When there is no such sheet, or none at all.
    """
    if not titles:
        raise VanadisError(f"{path}: expected a sheet with cells, found none")
    if sheet is not None and sheet not in titles:
        raise VanadisError(f"{path}: no sheet '{sheet}'; there are {', '.join(titles)}")
    return sheet or titles[0]


def _beyond_values(path: Path) -> set[str]:
    """Return what the sheets or shared texts hold that calamine cannot give."""
    found: set[str] = set()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", name):
                content = archive.read(name)
                found |= {
                    m for m, mark in BEYOND_VALUES.items() if mark.search(content)
                }
                if _is_sparse(content):
                    found.add("far cells")
    return found


def _is_sparse(content: bytes) -> bool:
    """Return whether a sheet is mostly empty: calamine fills all the space between.

    A single cell in the last row and column would take it 500 GB.
    """
    height = max(map(int, {*_LINE.findall(content)}), default=0)
    width = max(map(_column_number, {*_COLUMN.findall(content)}), default=0)
    if height > LAST_LINE or width > LAST_COLUMN:
        raise ValueError(
            f"expected at most {LAST_LINE} rows and {LAST_COLUMN} columns, "
            f"found a cell in row {height} or column {width}"
        )
    return height * width > SPARSEST * (1000 + content.count(b"<c "))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _read_values(path: Path, sheet: str | None) -> tuple[str, list[Row]]:
    with CalamineWorkbook.from_path(path) as book:
        sheets = book.sheets_metadata
        # Sheets that hold nothing but a chart have no cells.
        titles = [each.name for each in sheets if each.typ is SheetTypeEnum.WorkSheet]
        title = chosen_sheet(path, sheet, titles)
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
