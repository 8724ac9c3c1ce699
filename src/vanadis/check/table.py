"""Read a seed file strictly, keeping the line number of every row."""

import csv
import io
from pathlib import Path, PurePath

import numpy as np
import pandas as pd

from vanadis.check.findings import Breach

LINE = "__line__"
_BOM = "\ufeff"


def read_table(
    path: Path, *, shown: PurePath, header: tuple[str, ...]
) -> tuple[pd.DataFrame, list[Breach]]:
    """Return the well-formed rows of a CSV file as text, and what is wrong.

    Parameters
    ----------
    path
        The file to read.
    shown
        The path as findings name it.
    header
        The column names that the file must have, in this order.

    Returns
    -------
    tuple
        A frame with the expected columns and ``LINE``, the line on which each
        row starts; and the findings about encoding, header and row shape.
    """
    text, trouble = _decode(path.read_bytes())
    found = [
        Breach(shown, "", "encoding", [line], [value], expected)
        for line, value, expected in trouble
    ]
    if text is None:
        return empty_table(header), found
    rows, starts, broken = _rows(text)
    if broken:
        line, value, expected = broken
        found.append(Breach(shown, "", "quoting", [line], [value], expected))
    if not rows:
        expected = f"expected a header with the columns {', '.join(header)}"
        return empty_table(header), [
            *found,
            Breach(shown, "", "header", [1], [""], expected),
        ]
    wrong = _header_breaches(rows[0], header, shown)
    if wrong:
        return empty_table(header), found + wrong
    width = len(header)
    good = [i for i in range(1, len(rows)) if len(rows[i]) == width]
    ragged = [i for i in range(1, len(rows)) if len(rows[i]) != width]
    if ragged:
        found.append(
            Breach(
                file=shown,
                column="",
                rule="row shape",
                lines=[starts[i] for i in ragged],
                values=[",".join(rows[i]) for i in ragged],
                expected=[
                    f"expected {width} values, found {len(rows[i])}" for i in ragged
                ],
            )
        )
    columns = list(zip(*(rows[i] for i in good), strict=True)) or [()] * width
    frame = pd.DataFrame(
        {
            name: pd.array(np.array(column, dtype=object), dtype="str")
            for name, column in zip(header, columns, strict=True)
        }
    )
    frame[LINE] = np.array([starts[i] for i in good], dtype=np.int64)
    return frame, found


def empty_table(header: tuple[str, ...]) -> pd.DataFrame:
    """Return a table without rows."""
    table = pd.DataFrame({name: [] for name in header}, dtype="str")
    table[LINE] = np.array([], dtype=np.int64)
    return table


def _decode(content: bytes) -> tuple[str | None, list[tuple[int, str, str]]]:
    """Return the text and what is wrong with its bytes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        expected = "expected UTF-8 text; this is UTF-16"
        return None, [(1, content[:2].hex(), expected)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        value = content[error.start : error.start + 8].hex(" ")
        return None, [(line, value, "expected UTF-8 text")]
    trouble = []
    if text.startswith(_BOM):
        text = text[1:]
        expected = "expected no byte order mark; save as UTF-8 without BOM"
        trouble.append((1, "ef bb bf", expected))
    for mark, name in (("\x00", "NUL byte"), ("\ufffd", "replacement character")):
        if mark in text:
            line = text.count("\n", 0, text.index(mark)) + 1
            trouble.append((line, mark, f"expected text without {name}"))
    return text.replace("\x00", ""), trouble


def _rows(
    text: str,
) -> tuple[list[list[str]], list[int], tuple[int, str, str] | None]:
    """Split text into rows, the line each starts on, and a quoting error."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    starts: list[int] = []
    start = 1
    try:
        for row in reader:
            rows.append(row)
            starts.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        value = text.splitlines()[start - 1]
        return rows, starts, (start, value, f"expected closed quotes ({error})")
    return rows, starts, None


def _header_breaches(
    names: list[str], header: tuple[str, ...], shown: PurePath
) -> list[Breach]:
    expected = f"expected the columns {', '.join(header)}"

    def breach(column: str, value: str, text: str) -> Breach:
        return Breach(shown, column, "header", [1], [value], text)

    wrong = [
        breach(name, name, f"unknown column; {expected}")
        for name in names
        if name not in header
    ]
    wrong += [
        breach(name, "", f"column is missing; {expected}")
        for name in header
        if name not in names
    ]
    wrong += [
        breach(name, name, f"column stands twice; {expected}")
        for name in header
        if names.count(name) > 1
    ]
    if not wrong and tuple(names) != header:
        wrong.append(breach("", ", ".join(names), f"{expected}, in this order"))
    return wrong
