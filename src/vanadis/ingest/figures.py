"""Read a cell as a figure, or say why it is none."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from vanadis.ingest.words import MARKS, narrow

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_NO_FIGURE = re.compile(r"n\.?\s?/?[ad]\.?|nil|none|null|/|\\|无|缺", re.IGNORECASE)


class Formula(str):
    """A formula whose result the file does not hold."""


def number_text(
    cell: object, factor: Decimal, gap_marks: Iterable[str]
) -> tuple[str, str | None]:
    """Return a cell as the text of a figure, and why it is none.

    Full-width digits and separators of thousands are read; dates, truth values,
    figures with a raised or circled digit and anything ambiguous are not.
    """
    if cell is None:
        return "", None
    if isinstance(cell, bool | datetime | date):
        return "", "expected a number, found " + (
            "a truth value" if isinstance(cell, bool) else "a date"
        )
    is_float = isinstance(cell, float) and isfinite(cell)
    text = repr(cell) if is_float else narrow(str(cell))
    if text in gap_marks or text == "nan":
        return ("" if text == "nan" else text), None
    if not is_float:
        if "," in text and _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        if not _NUMBER.fullmatch(text):
            return text, _problem(cell, text)
        if factor == 1 and isinstance(cell, str):
            return text, None
    value = Decimal(text) * factor
    return f"{value.normalize():f}", None


def _problem(cell: object, text: str) -> str:
    """Say what is wrong with a cell that is no number, and what to do."""
    if isinstance(cell, Formula):
        return (
            "a formula without a stored result: open the file in Excel or "
            "LibreOffice and save it, or write the number"
        )
    if mark := re.search(MARKS, text):
        return (
            f"expected a number; '{mark[0]}' may be the mark of a note or part of the "
            "figure: write the figure alone"
        )
    if _NO_FIGURE.fullmatch(text):
        return (
            "expected a number; leave the cell empty to keep the shipped figure, or "
            "write -- to replace it by 'not reported'"
        )
    return "expected a number"
