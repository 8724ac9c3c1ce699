"""Publish a finished build: one immutable file, then the pointer to it."""

import contextlib
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from vanadis.errors import VanadisError
from vanadis.publish.content import content_hash
from vanadis.publish.files import replace, sha256, write_json
from vanadis.publish.history import now
from vanadis.publish.info import Fact
from vanadis.publish.results import NodeResult
from vanadis.warehouse import POINTER, WarehouseError, published_files, read_pointer

KEPT_FILES = 3
ABANDONED_AFTER_S = 3600
# Gets the outcome of dbt's own tests too, which no model can know.
QUALITY = "fct_quality_results"

# Writes text columns in half the time of the oldest format; read by DuckDB >= 1.3.
STORAGE = "v1.3.0"

_DRAFT = "vanadis_draft"

Columns = list[tuple[str, str, str | None]]


class PublicationError(VanadisError):
    """The build is good, but its file could not be put in place."""


def publish(
    connection: duckdb.DuckDBPyConnection,
    *,
    folder: Path,
    build_id: str,
    facts: Iterable[Fact],
    results: Sequence[NodeResult],
) -> Path:
    """Copy the public tables into a new file and point readers at it.

    Parameters
    ----------
    connection
        A connection to the database that dbt built.
    folder
        Where published files and the pointer stand.
    build_id
        Name of the build; later builds sort after earlier ones.
    facts
        Rows of ``build_info``: kind, name, value.
    results
        Rows of ``dbt_results``.

    Raises
    ------
    PublicationError
        When the file cannot be written. The pointer and the file it names
        stay as they were.
    """
    draft = folder / f".vanadis-{build_id}.duckdb.tmp"
    target = folder / f"vanadis-{build_id}.duckdb"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove(draft)
        tables = _write(connection, draft, build_id, facts, results)
        digest, size = sha256(draft), draft.stat().st_size
        replace(draft, target)
        write_json(
            folder / POINTER,
            {
                "file": target.name,
                "build_id": build_id,
                "published_at": now(),
                "sha256": digest,
                "bytes": size,
                "tables": tables,
            },
        )
    except (OSError, duckdb.Error) as error:
        with contextlib.suppress(OSError):
            _remove(draft)
        reason = str(error).splitlines()[0]
        raise PublicationError(
            f"cannot write to {folder}: {reason}. "
            "What was published before is still served."
        ) from error
    _remove_old(folder)
    return target


def _write(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    build_id: str,
    facts: Iterable[Fact],
    results: Sequence[NodeResult],
) -> dict[str, int]:
    """Write the draft file and return the row count of each table."""
    source = str(connection.execute("select current_database()").fetchall()[0][0])
    name = str(draft).replace("'", "''")
    connection.execute(f"attach '{name}' as {_DRAFT} (storage_version '{STORAGE}')")
    try:
        # One transaction: a commit per statement would wait for the disk each time.
        connection.begin()
        columns = _columns(connection, source)
        copied = _copy_tables(connection, source, columns)
        _copy_views(connection, source, columns)
        _copy_macros(connection, source)
        connection.execute(
            f"create table {_DRAFT}.main.dbt_results (unique_id varchar, "
            "resource_type varchar, status varchar, failures bigint, "
            "message varchar, execution_seconds double)"
        )
        rows = [
            (r.unique_id, r.resource_type, r.status, r.failures, r.message, r.seconds)
            for r in results
        ]
        _insert(connection, "dbt_results", rows, 6)
        added = _add_to_quality(connection, results) if QUALITY in copied else 0
        connection.execute(
            f"create table {_DRAFT}.main.build_info "
            "(info_kind varchar, info_name varchar, info_value varchar)"
        )
        built: list[Fact] = [
            ("build", "build_id", build_id),
            ("build", "published_at", now()),
            *facts,
            *(("table", table, value) for table, (_, value) in copied.items()),
        ]
        _insert(connection, "build_info", built, 3)
        _describe_logs(connection)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.execute(f"detach {_DRAFT}")
    counts = {table: rows for table, (rows, _) in copied.items()}
    if QUALITY in counts:
        counts[QUALITY] += added
    return counts | {"build_info": len(built), "dbt_results": len(rows)}


def _copy_tables(
    connection: duckdb.DuckDBPyConnection, source: str, columns: Mapping[str, Columns]
) -> dict[str, tuple[int, str]]:
    """Copy every table of schema main with its comments; return rows and hashes."""
    tables = connection.execute(
        "select table_name, comment from duckdb_tables() "
        "where database_name = ? and schema_name = 'main' order by table_name",
        [source],
    ).fetchall()
    copied = {}
    for table, comment in tables:
        there, here = f'"{source}".main."{table}"', f'{_DRAFT}.main."{table}"'
        connection.execute(f"create table {here} as select * from {there}")
        _comment(connection, "table", table, comment, columns[table])
        copied[table] = content_hash(
            connection, there, [(name, kind) for name, kind, _ in columns[table]]
        )
    return copied


def _copy_views(
    connection: duckdb.DuckDBPyConnection, source: str, columns: Mapping[str, Columns]
) -> None:
    """Copy the views of schema main; they read the tables of the file they stand in."""
    views = connection.execute(
        "select view_name, sql, comment from duckdb_views() "
        "where database_name = ? and schema_name = 'main' and not internal "
        # As they were made: a view may read an older one.
        "order by view_oid",
        [source],
    ).fetchall()
    connection.execute(f"use {_DRAFT}")
    for view, definition, comment in views:
        for name in (source, f'"{source}"'):
            definition = definition.replace(f"{name}.main.", "main.")
        connection.execute(definition)
        _comment(connection, "view", view, comment, columns[view])
    connection.execute(f'use "{source}"')


def _columns(connection: duckdb.DuckDBPyConnection, source: str) -> dict[str, Columns]:
    """Return name, type and comment of the columns of schema main, by table or view."""
    columns = defaultdict(list)
    # Once for all tables: each call lists the whole catalogue.
    for table, *column in connection.execute(
        "select table_name, column_name, data_type, comment from duckdb_columns() "
        "where database_name = ? and schema_name = 'main' "
        "order by table_name, column_index",
        [source],
    ).fetchall():
        columns[table].append(tuple(column))
    return columns


def _comment(
    connection: duckdb.DuckDBPyConnection,
    kind: str,
    name: str,
    comment: str | None,
    columns: Columns,
) -> None:
    """Describe a table or view of the draft, and its columns."""
    here = f'{_DRAFT}.main."{name}"'
    if comment:
        connection.execute(f"comment on {kind} {here} is {_text(comment)}")
    for column, _, note in columns:
        if note:
            connection.execute(f'comment on column {here}."{column}" is {_text(note)}')


def _copy_macros(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    macros = connection.execute(
        "select function_name, function_type, parameters, macro_definition, comment "
        "from duckdb_functions() where database_name = ? and schema_name = 'main' "
        "and not internal and macro_definition is not null",
        [source],
    ).fetchall()
    for name, kind, parameters, definition, comment in macros:
        as_table = "table " if kind == "table_macro" else ""
        macro = f'{_DRAFT}.main."{name}"'
        connection.execute(
            f"create macro {macro}({', '.join(parameters)}) as {as_table}{definition}"
        )
        if comment:
            connection.execute(
                f"comment on macro {as_table}{macro} is {_text(comment)}"
            )


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Sequence[tuple[object, ...]],
    width: int,
) -> None:
    if rows:
        marks = ", ".join("?" * width)
        places = ", ".join([f"({marks})"] * len(rows))
        connection.execute(
            f"insert into {_DRAFT}.main.{table} values {places}",
            [value for row in rows for value in row],
        )


def _add_to_quality(
    connection: duckdb.DuckDBPyConnection, results: Sequence[NodeResult]
) -> int:
    """Append dbt's tests to the quality results and return their number."""
    tests = [r for r in results if r.resource_type in ("test", "unit_test")]
    for test in tests:
        connection.execute(
            f"insert into {_DRAFT}.main.{QUALITY} "
            "(rule_id, suite_name, expectation, severity, is_passed, failing_count) "
            "values (?, 'dbt', ?, ?, ?, ?)",
            [
                test.unique_id,
                test.resource_type,
                "warn" if test.status == "warn" else "error",
                test.status == "pass",
                test.failures or 0,
            ],
        )
    return len(tests)


def _describe_logs(connection: duckdb.DuckDBPyConnection) -> None:
    comments = {
        "build_info": "Facts about this build: code, packages, seed checksums, "
        "variables, content hash per table. Grain: one row per fact.",
        "dbt_results": "How each node and test of this build ended. "
        "Grain: one row per dbt node.",
    }
    for table, comment in comments.items():
        connection.execute(
            f"comment on table {_DRAFT}.main.{table} is {_text(comment)}"
        )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _remove(draft: Path) -> None:
    draft.unlink(missing_ok=True)
    draft.with_name(draft.name + ".wal").unlink(missing_ok=True)


def _remove_old(folder: Path) -> None:
    """Keep the newest files and, whatever its age, the one in force."""
    try:
        named = read_pointer(folder)["file"]
    except WarehouseError:
        return
    for path in published_files(folder)[KEPT_FILES:]:
        if path.name != named:
            path.unlink(missing_ok=True)
    for draft in folder.glob(".vanadis-*.tmp*"):
        # Left behind by a build that was killed while it wrote.
        with contextlib.suppress(OSError):
            if time.time() - draft.stat().st_mtime > ABANDONED_AFTER_S:
                draft.unlink()
