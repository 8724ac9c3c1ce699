"""A hash of what a table says, free of row order and of the last digits.

Parallel sums add in any order, so doubles enter rounded to 40 bits, which is 12
significant digits; two builds of the same inputs then give the same hash.
"""

from duckdb import DuckDBPyConnection

# x * (2^13 + 1) minus its own remainder drops 13 of the 53 bits (Veltkamp's split).
SPLITTER = 2**13 + 1


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
    product = f"({quoted} * {SPLITTER})"
    # Adding zero makes the negative zero a plain one.
    return f"({product} - ({product} - {quoted}) + 0.0)"
