"""How dbt loads a seed: by DuckDB alone, see ``macros/seed.sql``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

REFERENCES = Path("seeds/reference/raw_reference__references.csv")
# DuckDB guesses the dialect of a CSV file from this many rows.
SNIFFED_ROWS = 20_480


@pytest.mark.build
def test_a_first_quoted_value_far_down_is_read(
    project: Path, dbt: Callable[..., Any]
) -> None:
    path = project / REFERENCES
    header, *shipped = path.read_text(encoding="utf-8").splitlines()
    width = len(header.split(","))
    plain = [
        ",".join([f"key_{number}", *["text"] * (width - 1)])
        for number in range(SNIFFED_ROWS + 1)
    ]
    quoted = ",".join(["late", '"a, ""b"""', *["text"] * (width - 2)])
    lines = [header, *shipped, *plain, quoted]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    outcome = dbt("seed")
    assert outcome.succeeded, outcome.printed
    second = header.split(",")[1]
    with duckdb.connect(str(next((project / "build").glob("*.duckdb")))) as connection:
        found = connection.execute(
            f"select {second} from raw.raw_reference__references"
            " where source_key = 'late'"
        ).fetchall()
        (count,) = connection.execute(
            "select count(*) from raw.raw_reference__references"
        ).fetchone() or (0,)
    assert found == [('a, "b"',)]
    assert count == len(lines) - 1
