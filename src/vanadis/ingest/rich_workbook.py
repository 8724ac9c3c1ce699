"""Read a sheet of an Excel workbook with what its cells mean beside their values."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText

from vanadis.ingest.figures import Formula
from vanadis.ingest.workbook import Row, chosen_sheet

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_rich(
    path: Path, sheet: str | None, *, has_raised: bool, has_formulas: bool
) -> tuple[str, list[Row]]:
    """Return the title and the rows of a sheet; see ``read_workbook``."""
    # Single cells of a workbook read at once know their rich text; it is slower.
    book = load_workbook(
        path, read_only=not has_raised, data_only=True, rich_text=has_raised
    )
    # Sheets that hold nothing but a chart have no cells and are not among these.
    title = chosen_sheet(path, sheet, [each.title for each in book.worksheets])
    rows: Iterable[Row] = _rows(book, title)
    if has_formulas:
        written = _rows(load_workbook(path, read_only=True), title)
        pairs = zip_longest(rows, written, fillvalue=())
        rows = (_with_formulas(*pair) for pair in pairs)
    return title, list(rows)


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
