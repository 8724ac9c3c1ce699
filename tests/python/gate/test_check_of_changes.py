"""A check of a table that changes finds what the check of all seeds finds."""

import random
import shutil
from pathlib import Path

import pytest
from faults import KINDS, broken
from small_project import REPOSITORY

from vanadis.check import Breach, check_seeds, read_packages
from vanadis.ingest.tables import csv_text, open_tables, read_rows

SEEDS = REPOSITORY / "seeds"
TABLES = {each.name: each for each in open_tables(read_packages(SEEDS)).values()}
# One fault for each part of the check: values, keys, references and magnitudes.
FAULTS = (
    "unit x 1000",
    "unit / 1000",
    "negative figure",
    "unknown province",
    "unknown reference",
    "unknown basis",
    "doubled row",
)


def lines(breaches: list[Breach]) -> list[str]:
    """Return all findings as text, sorted."""
    return sorted(str(finding) for each in breaches for finding in each.findings())


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped seeds beside their project file."""
    folder = tmp_path_factory.mktemp("changes")
    shutil.copy(REPOSITORY / "dbt_project.yml", folder)
    return Path(shutil.copytree(SEEDS, folder / "seeds"))


@pytest.mark.parametrize("name", TABLES)
def test_faults_in_own_rows_are_found_as_by_the_whole_check(
    seeds: Path, name: str
) -> None:
    table, dice = TABLES[name], random.Random(name)
    content = table.path.read_bytes()
    planted = 0
    for kind in KINDS:
        if kind.name in FAULTS and (fault := broken(content, table, kind, dice)):
            content, planted = fault[0], planted + 1
    assert planted >= 5
    twin = seeds / table.user_path.relative_to(SEEDS)
    found = lines(check_seeds(seeds, {twin: content.decode("utf-8")}))
    header = twin.read_bytes()
    twin.write_bytes(content)
    whole = lines(check_seeds(seeds))
    twin.write_bytes(header)
    assert len(whole) >= 4
    assert found == whole


@pytest.mark.parametrize(
    ("name", "column", "judged"),
    [
        # A thousandth of the people would each burn a thousand times the coal.
        ("raw_yearbook__population", "population_10k", "raw_yearbook__coal_"),
        # Spreads are laws around these values, and none is that far below zero.
        ("raw_literature__parameters", "value", "raw_uncertainty__spreads"),
    ],
)
def test_what_is_judged_by_the_changed_table_is_judged_again(
    name: str, column: str, judged: str
) -> None:
    table = TABLES[name]
    rows = read_rows(table.path)
    for row in rows:
        row[column] = "7" if column == "population_10k" else "-1e9"
    text = csv_text(table, rows)
    found = lines(check_seeds(SEEDS, {table.user_path: text}))
    assert any(f"/{judged}" in line for line in found)
