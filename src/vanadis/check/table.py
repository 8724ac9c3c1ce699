"""Read a seed file strictly, keeping the line number of every row."""

import csv
import difflib
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from vanadis.check.findings import Breach

_BOM = "\ufeff"
# What else spreadsheets put between values.
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Table:
    """The well-formed rows of a seed file as text, column by column.

    ``lines`` holds the line on which each row starts.
    """

    file: PurePath
    columns: dict[str, Sequence[str]]
    lines: Sequence[int]
    _rows: dict[tuple[str, ...], list[tuple[str, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def rows(self, names: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the values of some columns, one tuple per row."""
        wanted = tuple(names)
        if wanted not in self._rows:
            columns = (self.columns[name] for name in wanted)
            empty: list[tuple[str, ...]] = [()] * len(self.lines)
            self._rows[wanted] = list(zip(*columns, strict=True)) if wanted else empty
        return self._rows[wanted]

    def where(self, name: str, values: Collection[str]) -> list[int]:
        """Return the rows that hold one of some values in a column."""
        if not values:
            return []
        return [i for i, value in enumerate(self.columns[name]) if value in values]

    def breach(
        self, column: str, rule: str, rows: Sequence[int], expected: str | list[str]
    ) -> list[Breach]:
        """Return the breach of a rule in some rows; no rows, no breach."""
        if not rows:
            return []
        names = column.split(", ")
        values = self.rows(names)
        return [
            Breach(
                file=self.file,
                column=column,
                rule=rule,
                lines=[self.lines[i] for i in rows],
                values=[", ".join(values[i]) for i in rows],
                expected=expected,
            )
        ]


def empty_table(header: tuple[str, ...], shown: PurePath) -> Table:
    """Return a table without rows."""
    return Table(shown, dict.fromkeys(header, ()), ())


def read_table(
    content: bytes, *, shown: PurePath, header: tuple[str, ...]
) -> tuple[Table, list[Breach]]:
    """Return the well-formed rows of a CSV file, and what is wrong with its shape.

    Parameters
    ----------
    content
        What the file holds.
    shown
        The path as findings name it.
    header
        The column names that the file must have, in this order.
    """
    text, trouble = _decode(content)
    found = [
        Breach(shown, "", "encoding", [line], [value], expected)
        for line, value, expected in trouble
    ]
    if text is None:
        return empty_table(header, shown), found
    rows, starts, broken = _rows(text)
    if broken:
        line, value, expected = broken
        found.append(Breach(shown, "", "quoting", [line], [value], expected))
    if not rows:
        expected = f"expected a header with the columns {', '.join(header)}"
        found.append(Breach(shown, "", "header", [1], [""], expected))
        return empty_table(header, shown), found
    wrong = _header_breaches(rows[0], header, shown)
    if wrong:
        return empty_table(header, shown), found + wrong
    width = len(header)
    blank = [i for i in range(1, len(rows)) if not any(map(str.strip, rows[i]))]
    if blank:
        lines = [starts[i] for i in blank]
        expected = "expected a row of values, found an empty one"
        found.append(Breach(shown, "", "empty row", lines, [""] * len(lines), expected))
    filled = sorted({*range(1, len(rows))} - {*blank})
    good = [i for i in filled if len(rows[i]) == width]
    ragged = [i for i in filled if len(rows[i]) != width]
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
    lines = [starts[i] for i in good]
    return Table(shown, dict(zip(header, columns, strict=True)), lines), found


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
        expected = (
            "expected no byte order mark; save as UTF-8 without BOM, or let "
            "`vanadis ingest` read the file"
        )
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

    for mark, name in _DELIMITERS.items():
        if names == [mark.join(header)]:
            text = (
                f"expected commas between the values, found {name}; save with commas, "
                "or let `vanadis ingest` read the file"
            )
            return [breach("", names[0], text)]
    missing = [name for name in header if name not in names]
    wrong = []
    for name in dict.fromkeys(names):
        if name in header:
            if names.count(name) > 1:
                wrong.append(breach(name, name, f"column stands twice; {expected}"))
        elif not name:
            wrong.append(breach("", name, f"column without a name; {expected}"))
        elif meant := difflib.get_close_matches(name, missing, n=1):
            missing.remove(meant[0])
            wrong.append(breach(name, name, f"unknown column; expected '{meant[0]}'"))
        else:
            wrong.append(breach(name, name, f"unknown column; {expected}"))
    wrong += [breach(name, "", f"column is missing; {expected}") for name in missing]
    if not wrong and tuple(names) != header:
        wrong.append(breach("", ", ".join(names), f"{expected}, in this order"))
    return wrong
