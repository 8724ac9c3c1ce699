"""The quality rules catch what they are meant to catch, and the report stands alone."""

import json
import re
from pathlib import Path

import duckdb
import pytest

from vanadis.quality import Frame, Rule, read_suites, run_suites
from vanadis.quality.report import html


def a_rule(name: str, expect: str, severity: str = "error", **kwargs: object) -> Rule:
    """Return a rule on the table fct_x."""
    return Rule(
        "suite", name, "fct_x", expect, kwargs, severity, "A reason.", "A book."
    )


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """Return a table with one value out of range, one null, one key doubled."""
    connection = duckdb.connect()
    connection.execute(
        "create table fct_x as select *, 2015 as year from (values "
        "('a', 1.0), ('b', 5.0), ('c', null), ('c', 2.0)) as t (key, value)"
    )
    return connection


def test_each_rule_becomes_a_row(connection: duckdb.DuckDBPyConnection) -> None:
    frame = Frame(
        "select key, value, year from fct_x",
        ("key",),
        (
            a_rule(
                "in_range",
                "ExpectColumnValuesToBeBetween",
                column="value",
                min_value=0,
                max_value=4,
            ),
            a_rule(
                "unique",
                "ExpectCompoundColumnsToBeUnique",
                column_list=["key", "year"],
            ),
            a_rule(
                "known",
                "ExpectColumnValuesToBeInSet",
                column="key",
                value_set=["a", "b", "c"],
            ),
            a_rule(
                "absent", "ExpectColumnValuesToBeBetween", column="nothing", min_value=0
            ),
        ),
    )
    empty = Frame(
        "select key, value from fct_x where false",
        ("key",),
        (a_rule("empty", "ExpectColumnValuesToNotBeNull", column="value"),),
    )
    results = run_suites(connection, ["fct_x"], [frame, empty]).set_index("rule_id")
    assert results["is_passed"].to_dict() == {
        "in_range": False,
        "unique": False,
        "known": True,
        "absent": False,
        "empty": False,
    }
    assert results["failing_count"].to_dict()["in_range"] == 1
    assert results["checked_count"].to_dict()["in_range"] == 4
    sample = json.loads(results.loc["in_range", "failing_sample"])
    assert sample == [{"value": 5.0, "key": "b"}]
    assert "no rows" in results.loc["empty", "failing_sample"]
    with pytest.raises(ValueError, match="fct_x"):
        run_suites(connection, [], [frame])


def test_every_shipped_rule_has_a_reason_and_a_source() -> None:
    rules = [rule for frame in read_suites() for rule in frame.rules]
    assert len({rule.rule for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.severity in ("error", "warn")
        assert len(rule.why) > 20, rule.rule
        assert rule.source, rule.rule


def test_the_report_needs_no_network_and_escapes_text() -> None:
    rule = {
        "suite_name": "suite",
        "rule_id": "r<1>",
        "table_name": "fct_x",
        "column_name": "value",
        "expected": '{"min_value": 0}',
        "severity": "error",
        "is_passed": False,
        "checked_count": 1234,
        "failing_count": 1,
        "failing_sample": '[{"key": "<b>"}]',
        "why": "A & B.",
        "bound_source": None,
    }
    page = html("b1", [rule], ["test x (fail, 1 rows)"])
    assert "r&lt;1&gt;" in page
    assert "&lt;b&gt;" in page
    assert "A &amp; B." in page
    assert "Not published" in page
    assert "1,234" in page
    assert not re.search(r"https?://|src=|<link|<script", page)


def test_the_shipped_model_declares_every_table_it_judges() -> None:
    source = Path(__file__).resolve().parents[3] / "python_models/quality"
    declared = set(
        re.findall(
            r'dbt\.ref\("(\w+)"\)', (source / "py_quality__results.py").read_text()
        )
    )
    queries = " ".join(frame.query for frame in read_suites())
    used = set(re.findall(r"\b((?:dim|fct)_\w+)", queries))
    assert used <= declared


def test_a_wrong_receptor_stops_publication() -> None:
    frames = [f for f in read_suites() if f.rules[0].rule == "receptors_as_printed"]
    connection = duckdb.connect()
    connection.execute(
        "create table dim_sub_source as select * from (values ('coal_rc', true), "
        "('waste_ww', true), ('smelting', false)) as t (sub_source_id, is_in_paper);"
        "create table fct_emissions as select * from (values ('coal_rc', 'air'), "
        "('waste_ww', 'water'), ('smelting', 'soil')) as t (sub_source_id, receptor_id)"
    )
    assert run_suites(connection, ["fct_emissions"], frames)["is_passed"].all()
    connection.execute(
        "update fct_emissions set receptor_id = 'soil' where sub_source_id = 'coal_rc'"
    )
    result = run_suites(connection, ["fct_emissions"], frames).iloc[0]
    assert (result["is_passed"], result["severity"]) == (False, "error")
    assert "coal_rc" in result["failing_sample"]
