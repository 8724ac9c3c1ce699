"""What a statement may contain: one SELECT over the warehouse's own tables.

The process limits and DuckDB's settings already keep files and the network away.
The guard reads the parsed statement, so comments, case and odd quoting make no
difference, and refuses what would show or change the state of the machine.
"""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import duckdb

MAX_SQL_CHARACTERS = 100_000

TABLE_FUNCTIONS = frozenset(
    {
        "duckdb_columns",
        "duckdb_constraints",
        "duckdb_functions",
        "duckdb_keywords",
        "duckdb_schemas",
        "duckdb_tables",
        "duckdb_types",
        "duckdb_views",
        "generate_series",
        "histogram",
        "histogram_values",
        "json_each",
        "json_tree",
        "pragma_table_info",
        "pragma_version",
        "range",
        "repeat",
        "repeat_row",
        "summary",
        "unnest",
    }
)
REFUSED_FUNCTIONS = frozenset(
    {"current_setting", "getenv", "nextval", "pg_conf_load_time", "write_log"}
)
REFUSED_TABLES = frozenset(
    {"duckdb_databases", "duckdb_logs", "pragma_database_list", "pg_settings"}
)


class RefusedError(Exception):
    """The statement is not one that the sandbox runs."""


def check(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    """Raise unless the text is one SELECT that touches warehouse tables only.

    Returns whether the SELECT is to be explained.
    """
    if len(sql) > MAX_SQL_CHARACTERS:
        raise RefusedError(
            f"The statement has {len(sql):,} characters;"
            f" the limit is {MAX_SQL_CHARACTERS:,}."
        )
    if "\0" in sql:
        raise RefusedError("The statement holds a null character.")
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise RefusedError(
            f"Give one statement at a time; this text holds {len(statements)}."
        )
    is_explained = statements[0].type == duckdb.StatementType.EXPLAIN
    tree = _parsed(connection, _without_explain(sql) if is_explained else sql)
    if tree.get("error"):
        raise RefusedError(
            "Only a SELECT is run here (also WITH, FROM, VALUES, DESCRIBE, SHOW,"
            f" SUMMARIZE, EXPLAIN). DuckDB says: {tree.get('error_message')}"
        )
    own_macros = _own_macros(connection)
    for node in _nodes(tree):
        _check_node(node, allowed_table_functions=TABLE_FUNCTIONS | own_macros)
    return is_explained


def _without_explain(sql: str) -> str:
    """Return what stands behind EXPLAIN or EXPLAIN ANALYZE."""
    text = sql.encode()
    starts = [
        start
        for start, kind in duckdb.tokenize(sql)
        if kind != duckdb.token_type.comment
    ]
    for start, end in pairwise([*starts, len(text)]):
        if text[start:end].strip().lower() not in (b"explain", b"analyze"):
            return text[start:].decode()
    return sql


def _parsed(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    # A literal: a bound parameter makes DuckDB import pandas, which takes a second.
    literal = sql.replace("'", "''")
    row = connection.execute(f"select json_serialize_sql('{literal}')").fetchone()
    if row is None:
        raise RefusedError("The statement cannot be parsed.")
    try:
        tree: dict[str, Any] = json.loads(row[0])
    except RecursionError:
        raise RefusedError("The statement is nested too deeply.") from None
    return tree


def _own_macros(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    rows = connection.execute(
        "select distinct lower(function_name) from duckdb_functions()"
        " where function_type = 'table_macro' and not internal"
    ).fetchall()
    return frozenset(name for (name,) in rows)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _check_node(
    node: dict[str, Any], *, allowed_table_functions: frozenset[str]
) -> None:
    if node.get("type") == "TABLE_FUNCTION":
        function = node.get("function") or {}
        name = str(function.get("function_name", "")).lower()
        if name not in allowed_table_functions:
            raise RefusedError(f"The table function {name}() is not available here.")
    if "function_name" in node:
        name = str(node["function_name"]).lower()
        if name in REFUSED_FUNCTIONS:
            raise RefusedError(f"The function {name}() is not available here.")
    if "table_name" in node:
        name = str(node["table_name"]).lower().strip('"')
        if name in REFUSED_TABLES:
            raise RefusedError(f"The table {name} is not available here.")
