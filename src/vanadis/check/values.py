"""Check every value of a column against its field."""

from pathlib import PurePath

import pandas as pd

from vanadis.check.findings import Breach
from vanadis.check.package import Field
from vanadis.check.table import LINE

_SHAPES = {
    "integer": (r"[+-]?[0-9]+", "an integer"),
    "number": (r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", "a number"),
    "year": (r"[12][0-9]{3}", "a four-digit year"),
    "date": (r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "YYYY-MM-DD"),
    "boolean": (r"true|True|TRUE|1|false|False|FALSE|0", "true or false"),
}
_NUMERIC = ("integer", "number", "year")


def is_missing(column: pd.Series, missing_values: tuple[str, ...]) -> pd.Series:
    """Return where a column holds a known gap mark."""
    return column.str.strip().isin(missing_values)


def to_number(column: pd.Series, missing_values: tuple[str, ...]) -> pd.Series:
    """Return a column as floats; gaps and anything unreadable become NaN."""
    good = column.str.fullmatch(_SHAPES["number"][0]) & ~is_missing(
        column, missing_values
    )
    return pd.to_numeric(column.where(good), errors="coerce").astype("float64")


def check_field(
    frame: pd.DataFrame, field: Field, missing_values: tuple[str, ...], shown: PurePath
) -> list[Breach]:
    """Return every rule that one column breaks."""
    column, lines = frame[field.name], frame[LINE]
    missing = is_missing(column, missing_values)
    present = column[~missing]
    found: list[Breach] = []

    def add(bad: pd.Series, rule: str, expected: str) -> None:
        wrong = bad[bad].index
        if len(wrong):
            values = column[wrong].tolist()
            found.append(
                Breach(shown, field.name, rule, lines[wrong].tolist(), values, expected)
            )

    wanted = _wanted(field)
    if field.required:
        add(missing, "required", f"expected a value ({wanted})")
    if field.unique:
        add(present.duplicated(), "unique", "expected a value that stands only once")
    if field.type in _SHAPES:
        readable = present.str.fullmatch(_SHAPES[field.type][0])
        add(~readable, "type", f"expected {wanted}")
        present = present[readable]
    if field.enum:
        add(~present.isin(field.enum), "enum", f"expected one of {_list(field.enum)}")
    if field.pattern:
        add(
            ~present.str.fullmatch(field.pattern),
            "pattern",
            f"expected text of the form {field.pattern}",
        )
    if field.type in _NUMERIC:
        numbers = pd.to_numeric(present).astype("float64")
        finite = numbers.abs() < float("inf")
        add(~finite, "type", f"expected {wanted}")
        outside = pd.Series(False, index=numbers.index)
        if field.minimum is not None:
            outside |= numbers < field.minimum
        if field.maximum is not None:
            outside |= numbers > field.maximum
        add(outside & finite, "bounds", f"expected {wanted}")
    return found


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
