"""A hash of what a table says, free of row order and of the last digits.

Parallel sums add in any order, so doubles enter rounded to 12 significant
digits; two builds of the same inputs then give the same hash.
"""

from duckdb import DuckDBPyConnection

DIGITS = 12


def content_hash(
    connection: DuckDBPyConnection, table: str, columns: list[tuple[str, str]]
) -> tuple[int, str]:
    """Return row count and hash of a table, its columns given as (name, type)."""
    terms = ", ".join(_term(name, kind) for name, kind in sorted(columns))
    row = connection.execute(
        f"select count(*), coalesce(sum(hash({terms})), 0) from {table}"
    ).fetchone()
    assert row is not None
    return int(row[0]), f"{int(row[1]):032x}"


def _term(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind not in ("DOUBLE", "FLOAT"):
        return quoted
    magnitude = f"floor(log10(abs(nullif({quoted}, 0))))"
    rounded = f"round({quoted} / pow(10, {magnitude}), {DIGITS - 1})"
    finite = f"isfinite({quoted}) and {quoted} <> 0"
    return f"case when {finite} then [{rounded}, {magnitude}] else [{quoted} + 0.0] end"
