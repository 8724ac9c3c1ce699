"""Queries on the published file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from vanadis import warehouse

# What every query function takes: SQL and its named parameters, rows back.
Read = Callable[[str, Mapping[str, Any]], pd.DataFrame]

_SETTINGS = {
    "threads": 2,
    "memory_limit": "2GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@dataclass(frozen=True)
class Reader:
    """One published file, open for reading."""

    path: Path
    build_id: str
    connection: duckdb.DuckDBPyConnection

    def frame(self, sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        """Return the rows of a query; its own cursor makes it safe in threads."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"use {warehouse.ALIAS}")
            return cursor.execute(sql, dict(parameters)).df()


def open_reader(path: Path) -> Reader:
    """Open a published file read-only."""
    connection = warehouse.connect(path, config=dict(_SETTINGS))
    return Reader(path, warehouse.build_id_of(path), connection)


TABLES = """
select
    table_name,
    comment as description,
    estimated_size as row_count
from duckdb_tables()
where database_name = current_database() and schema_name = 'main'
union all
select
    view_name,
    comment,
    null
from duckdb_views()
where
    database_name = current_database() and schema_name = 'main' and not internal
order by table_name
"""

COLUMNS = """
select
    duckdb_columns.table_name,
    duckdb_columns.column_name,
    duckdb_columns.data_type,
    duckdb_columns.comment as description
from duckdb_columns()
where
    duckdb_columns.database_name = current_database()
    and duckdb_columns.schema_name = 'main'
order by duckdb_columns.table_name, duckdb_columns.column_index
"""


def tables(read: Read) -> pd.DataFrame:
    """Public tables with their descriptions."""
    return read(TABLES, {})


def columns(read: Read) -> pd.DataFrame:
    """Columns of the public tables with their descriptions."""
    return read(COLUMNS, {})
