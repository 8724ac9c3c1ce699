"""Read the published warehouse: which file is current, and a connection to it.

Readers attach the file that ``warehouse/current.json`` names under the fixed
alias ``vanadis``. A published file never changes, so an open connection keeps
its snapshot while newer builds are published.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from vanadis.errors import VanadisError
from vanadis.project import warehouse_dir

ALIAS = "vanadis"
POINTER = "current.json"
FILE_PATTERN = "vanadis-*.duckdb"


class WarehouseError(VanadisError):
    """No published file can be read."""


@dataclass(frozen=True)
class Published:
    """The published file that readers use.

    ``warning`` says why it is not the file that the pointer names, if so.
    """

    path: Path
    build_id: str
    warning: str | None = None


def build_id_of(path: Path) -> str:
    """Return the build that a published file belongs to."""
    return path.stem.removeprefix("vanadis-")


def read_pointer(folder: Path) -> dict[str, Any]:
    """Return what ``current.json`` says, or raise why it cannot be read."""
    pointer = folder / POINTER
    try:
        content = json.loads(pointer.read_text(encoding="utf-8"))
        name = content["file"]
    except FileNotFoundError:
        raise WarehouseError(
            f"{pointer}: nothing is published yet; run `make build`"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WarehouseError(f"{pointer} cannot be read: {error!r}") from error
    if not isinstance(name, str) or Path(name).name != name:
        raise WarehouseError(f"{pointer}: 'file' is no file name: {name!r}")
    tables = content.get("tables", {})
    if not isinstance(tables, dict) or any(type(n) is not int for n in tables.values()):
        raise WarehouseError(f"{pointer}: 'tables' holds no row counts: {tables!r}")
    return dict(content)


def current(folder: Path | None = None) -> Published:
    """Return the published file in force.

    When the pointer is missing or damaged, or names a file that is gone, the
    newest whole file is served with a warning.

    Raises
    ------
    WarehouseError
        When there is no published file at all.
    """
    folder = folder or warehouse_dir()
    try:
        content = read_pointer(folder)
        path = folder / content["file"]
        if not path.is_file():
            raise WarehouseError(f"{folder / POINTER} names {path.name}, which is gone")
        size = path.stat().st_size
        if size != content.get("bytes", size):
            raise WarehouseError(
                f"{path.name} has {size} bytes, {content['bytes']} were published"
            )
        return Published(path, build_id_of(path))
    except WarehouseError as error:
        named = error
    damaged = _damaged(folder)
    for path in published_files(folder):
        if path.name != damaged:
            warning = f"{named}; {path.name} is served instead"
            return Published(path, build_id_of(path), warning)
    raise named


def _damaged(folder: Path) -> str | None:
    """Return the file that the pointer names: it failed if we look for another."""
    try:
        return str(read_pointer(folder)["file"])
    except WarehouseError:
        return None


def published_files(folder: Path) -> list[Path]:
    """Return the published files, newest first (build ids sort by time)."""
    return sorted(folder.glob(FILE_PATTERN), reverse=True)


def connect(
    path: Path | None = None, *, config: dict[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads a published file under the alias ``vanadis``.

    Parameters
    ----------
    path
        A published file; the current one when left out.
    config
        DuckDB settings of the connection, such as limits.
    """
    path = path or current().path
    connection = duckdb.connect(":memory:", config=config or {})
    try:
        attach(connection, path)
    except duckdb.Error as error:
        connection.close()
        raise WarehouseError(f"{path} cannot be opened: {error}") from error
    return connection


def attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach a published file read-only under the fixed alias and use it."""
    name = str(path).replace("'", "''")
    connection.execute(f"attach '{name}' as {ALIAS} (read_only)")
    connection.execute(f"use {ALIAS}")
