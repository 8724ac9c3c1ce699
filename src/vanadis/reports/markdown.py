"""Markdown tables with aligned numbers."""

import math
from collections.abc import Sequence


def number(value: float | None, *, decimals: int = 1, signed: bool = False) -> str:
    """Format a number with thousands separators; a missing one is an empty cell."""
    if value is None or math.isnan(value):
        return ""
    # z: a number that rounds to zero has no sign, whichever way it was rounded.
    return f"{value:{'+' if signed else ''}z,.{decimals}f}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; every column but the first is right-aligned."""
    rule = ["---", *("---:" for _ in header[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))
