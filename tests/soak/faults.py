"""Faults that people put into tables, made from a fixed seed.

Structural faults break the form of a file or a rule of its data package: each one
must be caught. Plausible faults leave a well-formed file with a wrong figure: the
share that is caught is measured, not promised.
"""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass

from vanadis.check import Resource
from vanadis.ingest.layout import LayoutError, measure_of

Rows = list[list[str]]
# Gets the rows of a file, header first, the table and dice; changes the rows in
# place and returns the figure it touched, or None if it found nothing to break.
Fault = Callable[[Rows, Resource, random.Random], float | None]
MILLION = 1_000_000


@dataclass(frozen=True)
class Kind:
    """A kind of fault."""

    name: str
    is_structural: bool
    apply: Fault | None = None
    apply_bytes: Callable[[bytes, random.Random], bytes] | None = None


def broken(
    content: bytes, resource: Resource, kind: Kind, dice: random.Random
) -> tuple[bytes, float] | None:
    """Return a file with one fault in it and the figure it touched.

    None when the file has nothing that can be broken so.
    """
    if content.count(b"\n") < 3:
        return None
    if kind.apply_bytes:
        return kind.apply_bytes(content, dice), 0.0
    assert kind.apply
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    try:
        touched = kind.apply(rows, resource, dice)
    except LayoutError:
        # A list without figures.
        return None
    if touched is None:
        return None
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8"), touched


def _figure(
    rows: Rows, resource: Resource, dice: random.Random
) -> tuple[int, int] | None:
    """Return row and column of a figure above zero."""
    column = resource.names.index(measure_of(resource).name)
    places = [
        i for i in range(1, len(rows)) if _number(rows[i][column]) not in (None, 0.0)
    ]
    return (dice.choice(places), column) if places else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _rewrite(change: Callable[[str], str]) -> Fault:
    """Return the fault that rewrites the text of one figure."""

    def fault(rows: Rows, resource: Resource, dice: random.Random) -> float | None:
        place = _figure(rows, resource, dice)
        if place is None:
            return None
        i, j = place
        before = rows[i][j]
        rows[i][j] = change(before)
        return None if rows[i][j] == before else float(before)

    return fault


def _times(factor: float) -> Fault:
    return _rewrite(lambda text: f"{float(text) * factor:.10g}")


def _set(column: str, value: str) -> Fault:
    """Return the fault that overwrites a cell of a named column."""

    def fault(rows: Rows, resource: Resource, dice: random.Random) -> float | None:
        if column not in resource.names:
            return None
        rows[dice.randrange(1, len(rows))][resource.names.index(column)] = value
        return 0.0

    return fault


def _drop_column(rows: Rows, resource: Resource, dice: random.Random) -> float | None:
    column = dice.randrange(len(rows[0]))
    for row in rows:
        del row[column]
    return 0.0


def _merge_header(rows: Rows, resource: Resource, dice: random.Random) -> float | None:
    column = dice.randrange(len(rows[0]) - 1)
    rows[0][column : column + 2] = [f"{rows[0][column]} {rows[0][column + 1]}", ""]
    return 0.0


def _ragged(rows: Rows, resource: Resource, dice: random.Random) -> float | None:
    rows[dice.randrange(1, len(rows))].append("x")
    return 0.0


def _duplicate(rows: Rows, resource: Resource, dice: random.Random) -> float | None:
    rows.insert(dice.randrange(1, len(rows)), list(dice.choice(rows[1:])))
    return 0.0


def _million(rows: Rows, resource: Resource, dice: random.Random) -> float | None:
    rows.extend([rows[1]] * MILLION)
    return 0.0


def _swap_provinces(
    rows: Rows, resource: Resource, dice: random.Random
) -> float | None:
    """Exchange the figures of two provinces of one year and kind."""
    if "province_code" not in resource.primary_key:
        return None
    place = _figure(rows, resource, dice)
    if place is None:
        return None
    i, j = place
    province = resource.names.index("province_code")
    keys = [
        resource.names.index(n) for n in resource.primary_key if n != "province_code"
    ]
    same = [
        k
        for k in range(1, len(rows))
        if rows[k][province] != rows[i][province]
        and all(rows[k][at] == rows[i][at] for at in keys)
        and rows[k][j] != rows[i][j]
    ]
    if not same:
        return None
    k = dice.choice(same)
    touched = float(rows[i][j])
    rows[i][j], rows[k][j] = rows[k][j], rows[i][j]
    return touched


def _from_year_before(shift_all: bool) -> Fault:
    """Return the fault that puts figures one year too late."""

    def fault(rows: Rows, resource: Resource, dice: random.Random) -> float | None:
        if "reference_year" not in resource.primary_key:
            return None
        place = _figure(rows, resource, dice)
        if place is None:
            return None
        i, j = place
        year = resource.names.index("reference_year")
        others = [
            resource.names.index(n)
            for n in resource.primary_key
            if n != "reference_year"
        ]
        run = sorted(
            (
                k
                for k in range(1, len(rows))
                if all(rows[k][at] == rows[i][at] for at in others)
            ),
            key=lambda k: rows[k][year],
        )
        if len(run) < 2:
            return None
        figures = [rows[k][j] for k in run]
        late = figures[:1] + figures[:-1]
        if shift_all:
            for k, figure in zip(run, late, strict=True):
                rows[k][j] = figure
        else:
            at = max(1, run.index(i))
            rows[run[at]][j] = figures[at - 1]
        return None if [rows[k][j] for k in run] == figures else float(figures[0] or 0)

    return fault


def _swap_digits(text: str) -> str:
    digits = [k for k in range(len(text) - 1) if text[k : k + 2].isdigit()]
    for k in digits:
        if text[k] != text[k + 1]:
            return text[:k] + text[k + 1] + text[k] + text[k + 2 :]
    return text


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


def _grouped(text: str) -> str:
    return f"{float(text) + 1000:,.2f}"


def _other_receptor(
    rows: Rows, resource: Resource, dice: random.Random
) -> float | None:
    """Give a sub-source another, existing receptor."""
    if "receptor_id" not in resource.names:
        return None
    row = rows[dice.randrange(1, len(rows))]
    at = resource.names.index("receptor_id")
    row[at] = dice.choice([r for r in ("air", "soil", "water") if r != row[at]])
    return 0.0


def _cut(content: bytes, dice: random.Random) -> bytes:
    # In the middle of a row's last third, where a copy breaks off.
    ends = [i for i, c in enumerate(content) if c == 10]
    at = dice.choice(ends[1:])
    return content[: at - 3] if b"," in content[at - 3 : at] else content[: at // 2]


def _gb18030(content: bytes, dice: random.Random) -> bytes:
    return content.decode("utf-8").replace("\n", "，省\n", 1).encode("gb18030")


def _in_text(mark: bytes) -> Callable[[bytes, random.Random], bytes]:
    def apply(content: bytes, dice: random.Random) -> bytes:
        at = dice.randrange(len(content) // 2, len(content))
        return content[:at] + mark + content[at:]

    return apply


KINDS = (
    Kind("negative figure", True, _rewrite(lambda text: "-" + text)),
    Kind("text for a figure", True, _rewrite(lambda text: text + " t")),
    Kind("thousands separator", True, _rewrite(_grouped)),
    Kind("decimal comma", True, _rewrite(lambda t: t.replace(".", ",") + ",5")),
    Kind("full-width digits", True, _rewrite(_full_width)),
    Kind("date for a figure", True, _rewrite(lambda text: "2015-01-01")),
    Kind("date serial for a year", True, _set("reference_year", "42005")),
    Kind("unknown province", True, _set("province_code", "990000")),
    Kind("province name for a code", True, _set("province_code", "Hebei")),
    Kind("unknown fuel", True, _set("fuel", "peat")),
    Kind("unknown unit", True, _set("unit", "bushel")),
    Kind("unknown receptor", True, _set("receptor_id", "sea")),
    Kind("unknown reference", True, _set("source_key", "hearsay")),
    Kind("unknown basis", True, _set("basis", "guessed")),
    Kind("missing locator", True, _set("source_locator", "")),
    Kind("doubled row", True, _duplicate),
    Kind("ragged row", True, _ragged),
    Kind("missing column", True, _drop_column),
    Kind("merged header cells", True, _merge_header),
    Kind("empty file", True, None, lambda content, dice: b""),
    Kind("file cut off", True, None, _cut),
    Kind("GB18030 encoding", True, None, _gb18030),
    Kind("UTF-16", True, None, lambda c, dice: c.decode("utf-8").encode("utf-16")),
    Kind(
        "byte order mark", True, None, lambda content, dice: b"\xef\xbb\xbf" + content
    ),
    Kind("NUL byte", True, None, _in_text(b"\x00")),
    Kind("stray bytes", True, None, _in_text(b"\xff\xfe\xfd")),
    Kind("open quote", True, None, lambda c, dice: c + b'"open'),
    Kind("a million repeated rows", True, _million),
    Kind("unit x 1000", False, _times(1000)),
    Kind("unit / 1000", False, _times(0.001)),
    Kind("x 100", False, _times(100)),
    Kind("x 10", False, _times(10)),
    Kind("/ 10", False, _times(0.1)),
    Kind("zero for a figure", False, _rewrite(lambda text: "0")),
    Kind("two digits swapped", False, _rewrite(_swap_digits)),
    Kind("provinces swapped", False, _swap_provinces),
    Kind("figure of the year before", False, _from_year_before(shift_all=False)),
    Kind("years shifted by one", False, _from_year_before(shift_all=True)),
    Kind("another receptor", False, _other_receptor),
)
