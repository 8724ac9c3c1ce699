"""One build at a time, by a lock file beside the database; seeds that keep still."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import duckdb

from vanadis.errors import VanadisError

# The system frees a lock when its process ends, however it ends.
_held: dict[Path, IO[str]] = {}
_seeds_read: dict[Path, int] = {}


class BusyError(VanadisError):
    """Somebody else uses the database."""


def hold(database: Path) -> None:
    """Reserve a database for this process until it ends.

    Raises
    ------
    BusyError
        When another build, or a reader such as a DuckDB shell, has it open.
    """
    database = database.resolve()
    if database in _held:
        return
    handle = database.with_name(database.name + ".lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.seek(0)
        process = handle.read().strip() or "unknown"
        handle.close()
        raise BusyError(
            f"Another build (process {process}) is writing {database.name}; "
            "wait for it to end and start again. Nothing was changed."
        ) from None
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    _held[database] = handle
    _refuse_readers(database)


def read_seeds(seeds: Path) -> None:
    """Keep the seed files from being changed until this process ends.

    Raises
    ------
    BusyError
        When they are being changed right now.
    """
    if seeds in _seeds_read:
        return
    folder = os.open(seeds, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(folder)
        raise BusyError(
            "`vanadis ingest` is changing the seed files; start the build again."
        ) from None
    _seeds_read[seeds] = folder


@contextmanager
def change_seeds(seeds: Path) -> Iterator[None]:
    """Change seed files while no build reads them.

    Raises
    ------
    BusyError
        When a build is under way, or another process changes them.
    """
    if seeds in _seeds_read:
        # The build was this process's own and has ended.
        os.close(_seeds_read.pop(seeds))
    folder = os.open(seeds, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BusyError(
                "A build is reading the seed files; wait for it to end and start "
                "again. Nothing was changed."
            ) from None
        yield
    finally:
        os.close(folder)


def _refuse_readers(database: Path) -> None:
    """Say in one line who keeps the file open, before dbt trips over it."""
    if not database.exists():
        return
    try:
        duckdb.connect(str(database)).close()
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise
        _held.pop(database).close()
        raise BusyError(
            f"{database.name} is open in another program: {_holder(str(error))}. "
            "Close it and start again; readers use the published file "
            "(see `vanadis status`). Nothing was changed."
        ) from error


def _holder(message: str) -> str:
    """Return the program that DuckDB says holds its lock."""
    start = message.find("Conflicting lock is held in ")
    text = message[start:].removeprefix("Conflicting lock is held in ")
    return text.split(". See")[0] if start >= 0 else message.splitlines()[0]
