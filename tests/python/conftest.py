"""The published warehouse, for every test that reads one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from vanadis.warehouse import WarehouseError, connect, current

REPOSITORY = Path(__file__).resolve().parents[2]
INPUTS = ("dbt_project.yml", "macros", "models", "python_models", "seeds", "src")


def newest_input() -> float:
    """Return when a file that the warehouse is built from was last changed."""
    files = [
        file
        for name in INPUTS
        for file in ((REPOSITORY / name), *(REPOSITORY / name).rglob("*"))
        if file.is_file() and file.suffix != ".pyc"
    ]
    return max(file.stat().st_mtime for file in files)


@pytest.fixture(scope="session")
def published_file() -> Path:
    """Return the published file; built first if missing or older than its inputs."""
    folder = REPOSITORY / "warehouse"
    try:
        path = current(folder).path
        if path.stat().st_mtime >= newest_input():
            return path
    except WarehouseError:
        pass
    dbt = Path(sys.executable).with_name("dbt")
    done = subprocess.run(
        [dbt, "build"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return current(folder).path


@pytest.fixture
def warehouse(published_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection that reads the published file."""
    with connect(published_file) as connection:
        yield connection
