"""One statement, one process: reads a request, writes its result as Parquet.

Started as ``python -I -m vanadis.viewer.sandbox.worker`` with an empty
environment. The request is one JSON object on standard input; the result goes to
standard output. Exit code 3 means that standard error holds a message for the user.
"""

import json
import resource
import sys
from typing import Any

RESULT = "/dev/stdout"
ALIAS = "vanadis"
EXIT_REFUSED = 3
# Types that Parquet cannot hold are shown as DuckDB prints them.
SHOWN_AS_TEXT = ("INTERVAL", "UNION", "BIT", "TIME WITH TIME ZONE", "VARIANT")


def limit_process(*, memory_bytes: int, cpu_seconds: int) -> None:
    """Cap address space and CPU time; forbid files and core dumps."""
    for name, value in (
        ("RLIMIT_AS", memory_bytes),
        ("RLIMIT_CPU", cpu_seconds),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        resource.setrlimit(getattr(resource, name), (value, value))


def main() -> int:
    """Run the request on standard input; return the exit code."""
    request = json.load(sys.stdin)
    limit_process(
        memory_bytes=request["memory_bytes"], cpu_seconds=request["cpu_seconds"]
    )
    import duckdb

    from vanadis.viewer.sandbox.guard import RefusedError, check

    try:
        connection = _open(request["path"], memory_bytes=request["memory_bytes"])
        is_explained = check(connection, request["sql"])
        sql = _without_semicolons(request["sql"])
        if is_explained:
            sql = _plan(connection, sql)
        _write(connection, sql, max_rows=request["max_rows"])
    except RefusedError as error:
        return _say(str(error))
    except duckdb.Error as error:
        return _say(str(error).replace(request["path"], "the published file"))
    except MemoryError:
        return _say("Out of Memory Error: the statement needs more than it may use.")
    return 0


def _open(path: str, *, memory_bytes: int) -> Any:
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": f"{memory_bytes // 2 // 2**20}MiB",
            "temp_directory": "",
            "max_temp_directory_size": "0KiB",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    literal = path.replace("'", "''")
    connection.execute(f"attach '{literal}' as {ALIAS} (read_only)")
    connection.execute(f"use {ALIAS}")
    connection.execute(f"set allowed_paths = ['{RESULT}']")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def _plan(connection: Any, explain: str) -> str:
    """Return a SELECT of the lines of a query plan."""
    rows = connection.execute(explain).fetchall()
    lines = "\n".join(str(value) for _, value in rows).splitlines()
    listed = ", ".join("('" + line.replace("'", "''") + "')" for line in lines)
    return f"select * from (values {listed}) as plans (plan)"


def _write(connection: Any, statement: str, *, max_rows: int | None) -> None:
    # `from (...)` takes every kind of SELECT; the guard has made sure it is one.
    relation = connection.query(statement)
    kinds = [str(kind) for kind in relation.types]
    columns = _as_text(relation.columns, kinds)
    # One row more than shown, so that the reader knows of a cut.
    limit = "" if max_rows is None else f"limit {max_rows + 1}"
    # Plain encoding: a short file must not unfold into a huge table.
    connection.execute(
        f"copy (select {columns} from (\n{statement}\n) {limit}) to '{RESULT}'"
        " (format parquet, compression uncompressed, dictionary_size_limit 0)"
    )


def _without_semicolons(sql: str) -> str:
    import duckdb

    text = bytearray(sql.encode())
    for offset, _ in duckdb.tokenize(sql):
        if text[offset : offset + 1] == b";":
            text[offset : offset + 1] = b" "
    return text.decode()


def _as_text(columns: list[str], kinds: list[str]) -> str:
    parts = []
    for number, (column, kind) in enumerate(zip(columns, kinds, strict=True), start=1):
        value = f"#{number}"
        if kind.startswith(SHOWN_AS_TEXT):
            value = f"cast({value} as varchar)"
        name = column.replace('"', '""')
        parts.append(f'{value} as "{name}"')
    return ", ".join(parts)


def _say(message: str) -> int:
    sys.stderr.write(message)
    return EXIT_REFUSED


if __name__ == "__main__":
    sys.exit(main())
