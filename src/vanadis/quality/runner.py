"""Run the suites with Great Expectations and return one row per rule."""

import json
import os
from collections.abc import Collection, Iterable
from typing import Any

import duckdb
import pandas as pd

from vanadis.quality.suites import Frame, Rule, read_suites

_SAMPLE_ROWS = 5


def run_suites(
    connection: duckdb.DuckDBPyConnection,
    tables: Collection[str],
    frames: Iterable[Frame] | None = None,
) -> pd.DataFrame:
    """Return the result of every rule on the public tables of a database.

    Parameters
    ----------
    connection
        A connection whose default schema holds the tables.
    tables
        Tables that are known to be built.
    frames
        The rules; all suites when left out.

    Returns
    -------
    DataFrame
        suite, rule, table, column, expectation, severity, is_passed, rows checked
        and failing, a sample of failing rows as JSON, why, source.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas(name="public tables")
    rows = []
    for number, frame in enumerate(read_suites() if frames is None else frames):
        missing = sorted({rule.table for rule in frame.rules} - set(tables))
        if missing:
            raise ValueError(f"rules on tables that are not declared: {missing}")
        data = connection.sql(frame.query).df().sort_values(list(frame.key))
        asset = source.add_dataframe_asset(name=f"frame {number}")
        batch = asset.add_batch_definition_whole_dataframe("whole")
        suite = gx.ExpectationSuite(
            name=f"frame {number}",
            expectations=[_expectation(gx, rule) for rule in frame.rules],
        )
        validation = gx.ValidationDefinition(
            name=f"frame {number}", data=batch, suite=context.suites.add(suite)
        )
        outcome = context.validation_definitions.add(validation).run(
            batch_parameters={"dataframe": data},
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": list(frame.key),
            },
        )
        by_rule = {r.expectation_config.meta["rule"]: r for r in outcome.results}
        rows += [_row(rule, by_rule[rule.rule], data, frame) for rule in frame.rules]
    return pd.DataFrame(rows)


def _expectation(gx: Any, rule: Rule) -> Any:
    kind = getattr(gx.expectations, rule.expect)
    meta = {"rule": rule.rule, "why": rule.why, "source": rule.source}
    return kind(**rule.kwargs, meta=meta)


def _row(rule: Rule, outcome: Any, data: pd.DataFrame, frame: Frame) -> dict[str, Any]:
    """Return the row of one rule; a rule that cannot run has failed."""
    result = outcome.result or {}
    raised = (outcome.exception_info or {}).get("raised_exception")
    failing = result.get("unexpected_index_list") or []
    sample = [_cell(each) for each in failing[:_SAMPLE_ROWS]]
    if raised or (outcome.exception_info and not result):
        sample = [{"problem": str(outcome.exception_info)[:300]}]
    column = rule.kwargs.get("column") or rule.kwargs.get("column_A")
    # An empty frame proves nothing: the table or its rows are missing.
    is_passed = bool(outcome.success) and len(data) > 0
    if data.empty:
        sample = [{"problem": "no rows to check"}]
    return {
        "suite_name": rule.suite,
        "rule_id": rule.rule,
        "table_name": rule.table,
        "column_name": column or ", ".join(rule.kwargs.get("column_list", [])),
        "expectation": rule.expect,
        "expected": json.dumps(
            {k: v for k, v in rule.kwargs.items() if not k.startswith("column")}
        ),
        "severity": rule.severity,
        "is_passed": is_passed,
        "checked_count": len(data),
        "failing_count": int(result.get("unexpected_count") or (0 if is_passed else 1)),
        "failing_sample": json.dumps(sample, ensure_ascii=False, default=str),
        "why": rule.why,
        "bound_source": rule.source,
    }


def _cell(row: Any) -> Any:
    """Return one failing row as plain values."""
    if isinstance(row, dict):
        return {k: v.item() if hasattr(v, "item") else v for k, v in row.items()}
    return row
