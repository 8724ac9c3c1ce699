"""Reports in docs/ say what the published warehouse says."""

import duckdb
import pytest

from vanadis.project import project_root
from vanadis.reports import REPORTS
from vanadis.reports.markdown import number, table


@pytest.mark.build
@pytest.mark.parametrize("file_name", sorted(REPORTS))
def test_report_in_docs_is_current(
    file_name: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    expected = REPORTS[file_name](warehouse)
    written = (project_root() / "docs" / file_name).read_text(encoding="utf-8")
    assert written == expected, f"docs/{file_name} is stale: run `make reports`"


def test_number__separates_thousands_and_leaves_gaps_empty() -> None:
    assert number(1234567.891) == "1,234,567.9"
    assert number(-2.04, signed=True) == "-2.0"
    assert number(2.04, signed=True) == "+2.0"
    assert number(-0.04) == "0.0"
    assert number(None) == ""
    assert number(float("nan")) == ""


def test_table__has_header_rule_and_rows() -> None:
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n| --- | ---: |\n| x | 1 |"
