"""A small project to break: ten province-years, built in seconds."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from dbt.cli.main import dbtRunner
from small_project import SMALL, copy_small
from typer.testing import CliRunner, Result

from vanadis.check import check_seeds, report
from vanadis.cli import app


@dataclass
class BuildOutcome:
    """How an invocation of dbt ended, and what it printed."""

    succeeded: bool
    printed: str


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a copy of the small project's seeds."""
    return Path(shutil.copytree(SMALL / "seeds", tmp_path / "seeds"))


@pytest.fixture
def findings(seeds: Path) -> Callable[[], list[str]]:
    """Return a function that checks the copied seeds."""
    return lambda: report(check_seeds(seeds))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the small project, and work in it."""
    folder = copy_small(tmp_path / "project")
    # dbt keeps one environment per process and path, so the path must be its own.
    profile = folder / "profiles.yml"
    own = profile.read_text().replace("build/small", f"{folder}/build/small")
    profile.write_text(own)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("VANADIS_WAREHOUSE", raising=False)
    monkeypatch.delenv("VANADIS_DB", raising=False)
    return folder


@pytest.fixture
def dbt(project: Path) -> Callable[..., BuildOutcome]:
    """Return a function that runs dbt in the small project."""

    def run(*arguments: str) -> BuildOutcome:
        lines: list[str] = []
        runner = dbtRunner(callbacks=[lambda event: lines.append(event.info.msg)])
        outcome = runner.invoke([*arguments, "--quiet"])
        problem = str(outcome.exception or "")
        return BuildOutcome(bool(outcome.success), "\n".join([*lines, problem]))

    return run


@pytest.fixture
def vanadis(project: Path) -> Callable[..., Result]:
    """Return a function that runs the command in the small project."""

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(app, list(arguments))
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


@pytest.fixture
def own_rows(project: Path) -> Callable[[], list[tuple[str, ...]]]:
    """Return a function that reads province, year, fuel and figure of own rows."""
    names = ("province_code", "reference_year", "fuel", "consumption_10kt")

    def read() -> list[tuple[str, ...]]:
        path = project / "seeds/yearbook/user_yearbook__coal.csv"
        with path.open(encoding="utf-8", newline="") as handle:
            return [tuple(row[n] for n in names) for row in csv.DictReader(handle)]

    return read
