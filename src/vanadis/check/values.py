"""Check every value of a column against its field."""

import math
import re
import sys
from collections.abc import Collection, Iterator
from functools import lru_cache

from vanadis.check.findings import Breach
from vanadis.check.package import Field
from vanadis.check.table import Table

_SHAPES = {
    "integer": (r"[+-]?[0-9]+", "an integer"),
    "number": (r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", "a number"),
    "year": (r"[12][0-9]{3}", "a four-digit year"),
    "date": (r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "YYYY-MM-DD"),
    "boolean": (r"true|True|TRUE|1|false|False|FALSE|0", "true or false"),
}
_READERS = {kind: re.compile(shape) for kind, (shape, _) in _SHAPES.items()}
_NUMERIC = ("integer", "number", "year")


@lru_cache(maxsize=1 << 17)
def to_number(value: str) -> float:
    """Return a figure as printed as a float; anything unreadable is NaN."""
    text = value.strip()
    return float(text) if _READERS["number"].fullmatch(text) else math.nan


def check_field(
    table: Table, field: Field, missing_values: tuple[str, ...]
) -> list[Breach]:
    """Return every rule that one column breaks."""
    values = table.columns[field.name]
    # Columns repeat their values, so each distinct one is judged once.
    verdicts = {
        value: broken
        for value in _doubtful(set(values), field, missing_values)
        if (broken := list(_broken(value, field, missing_values)))
    }
    found: list[Breach] = []
    for rule, expected in sorted({v for each in verdicts.values() for v in each}):
        guilty = {v for v, each in verdicts.items() if (rule, expected) in each}
        rows = table.where(field.name, guilty)
        found += table.breach(field.name, rule, rows, expected)
    if field.unique:
        first: dict[str, int] = {}
        again = [
            i
            for i, value in enumerate(values)
            if first.setdefault(value, i) != i and value.strip() not in missing_values
        ]
        expected = "expected a value that stands only once"
        found += table.breach(field.name, "unique", again, expected)
    return found


def _doubtful(
    values: Collection[str], field: Field, missing_values: tuple[str, ...]
) -> Collection[str]:
    """Leave out, quickly, the plain values that a column of any size is made of."""
    if field.enum or field.pattern:
        return values
    if field.type == "string":
        return [value for value in values if value.strip() in missing_values]
    if field.type == "number":
        low, high = _bounds(field)
        return [
            value
            for value in values
            if not low <= to_number(value) <= high
            or value != value.strip()
            or value in missing_values
        ]
    return values


def _broken(
    value: str, field: Field, missing_values: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Yield the rules that one value breaks, as (rule, expectation)."""
    if value.strip() in missing_values:
        if field.required:
            yield "required", f"expected a value ({_wanted(field)})"
        return
    if field.type in _READERS and not _READERS[field.type].fullmatch(value):
        yield "type", f"expected {_wanted(field)}"
        return
    if field.enum and value not in field.enum:
        yield "enum", f"expected one of {_list(field.enum)}"
    if field.pattern and not re.fullmatch(field.pattern, value):
        yield "pattern", f"expected text of the form {field.pattern}"
    if field.type in _NUMERIC:
        low, high = _bounds(field)
        if not low <= float(value) <= high:
            yield "bounds", f"expected {_wanted(field)}"


def _bounds(field: Field) -> tuple[float, float]:
    """Return the least and the greatest value of a field, always finite."""
    low, high = field.minimum, field.maximum
    most = sys.float_info.max
    return -most if low is None else low, most if high is None else high


def _wanted(field: Field) -> str:
    """Say what a field takes, bounds and unit included."""
    words = _SHAPES[field.type][1] if field.type in _SHAPES else "text"
    if field.minimum is not None and field.maximum is not None:
        words += f" from {field.minimum:g} to {field.maximum:g}"
    elif field.minimum is not None:
        words += f" of at least {field.minimum:g}"
    elif field.maximum is not None:
        words += f" of at most {field.maximum:g}"
    return f"{words} ({field.unit})" if field.unit else words


def _list(values: tuple[str, ...]) -> str:
    shown = ", ".join(values[:12])
    return shown if len(values) <= 12 else f"{shown}, ... ({len(values)} in all)"
