"""Read a CSV, XLSX or Parquet file as a grid of cells that keep their line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vanadis.errors import VanadisError
from vanadis.ingest.words import is_filled

Row = tuple[object, ...]


class FileError(VanadisError):
    """A file that cannot be read."""


@dataclass(frozen=True)
class Grid:
    """Rows of equally many cells; row ``i`` stands on line ``lines[i]`` of the file."""

    name: str
    rows: list[Row]
    lines: list[int]


def read_grid(path: Path, sheet: str | None = None) -> Grid:
    """Return the cells of a file; empty rows are left out.

    Raises
    ------
    FileError
        When the file is missing, empty, damaged or of another kind.
    """
    if not path.is_file():
        raise FileError(f"{path}: no such file")
    kind = path.suffix.lower()
    name = path.name
    numbered: Iterator[tuple[int, Row]]
    if kind in (".csv", ".tsv", ".txt"):
        numbered = _csv(path)
    elif kind in (".xlsx", ".xlsm"):
        # Loading openpyxl takes longer than reading most text files.
        from vanadis.ingest.workbook import read_workbook

        title, rows = read_workbook(path, sheet)
        name, numbered = f"{path.name}, sheet {title}", enumerate(rows, start=1)
    elif kind in (".parquet", ".pq"):
        numbered = _parquet(path)
    elif kind == ".xls":
        raise FileError(
            f"{path}: the format of Excel 97-2003 is not read: open it in Excel or "
            "LibreOffice, save it as .xlsx and give that file"
        )
    else:
        raise FileError(f"{path}: expected CSV, XLSX or Parquet, found '{kind}'")
    try:
        kept = [(line, row) for line, row in numbered if any(map(is_filled, row))]
    except csv.Error as error:
        raise FileError(f"{path}: not readable as CSV: {error}") from error
    if len(kept) < 2:
        raise FileError(f"{name}: expected a header and at least one row, found none")
    width = max(len(row) for _, row in kept)
    rows = [row + (None,) * (width - len(row)) for _, row in kept]
    return Grid(name, rows, [line for line, _ in kept])


def _csv(path: Path) -> Iterator[tuple[int, Row]]:
    content = path.read_bytes()
    if b"\x00" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError(f"{path}: not a text file")
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for encoding in (*encodings, "utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FileError(f"{path}: neither UTF-8 nor GB18030 text")
    head = text[:4096]
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    for row in reader:
        yield start, tuple(row)
        start = reader.line_num + 1


def _parquet(path: Path) -> Iterator[tuple[int, Row]]:
    import duckdb

    try:
        with duckdb.connect() as connection:
            # A statement with parameters would load pandas.
            relation = connection.read_parquet(str(path))
            header, rows = tuple(relation.columns), relation.fetchall()
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise FileError(f"{path}: not readable as Parquet: {first}") from error
    yield 1, header
    yield from enumerate(rows, start=2)
