"""Catch the user's rows of years that no result reads.

They are worse than useless: a series is extended from its last printed year, so a
figure of 2020 would end the extension of 2018 and 2019.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path

import yaml

from vanadis.check.findings import Breach
from vanadis.check.package import Resource
from vanadis.check.table import Table

YEAR = "reference_year"


def inventory_years(seeds: Path) -> range:
    """Return the years of the inventory; none if the project does not say."""
    project = seeds.parent / "dbt_project.yml"
    if not project.is_file():
        return range(0)
    variables = yaml.safe_load(project.read_text(encoding="utf-8")).get("vars") or {}
    first, last = variables.get("first_year"), variables.get("last_year")
    return range(0) if first is None or last is None else range(first, last + 1)


def years_read(
    resource: Resource, shipped: Iterable[str], inventory: range
) -> set[str] | None:
    """Return the years of a table that results read; None where any year serves.

    Those are the years of the inventory and the years of shipped rows: a series that
    ships a year more does so for a reason.
    """
    if not inventory or not resource.extra.get("vanadis:inventory_years"):
        return None
    return {*map(str, inventory), *shipped}


def is_unread(year: str, read: Set[str]) -> bool:
    """Return whether a row's year is one that no result reads.

    What is no year at all is refused as such, not here.
    """
    return year.isdigit() and year not in read


def check_years(
    resource: Resource, tables: Mapping[str, Sequence[Table]], inventory: range
) -> list[Breach]:
    """Return the user's rows of years that no result reads."""
    shipped, *own = tables[resource.name]
    read = years_read(resource, shipped.columns.get(YEAR, ()), inventory)
    if read is None:
        return []
    expected = (
        f"expected a year that a result reads, {inventory[0]} to {inventory[-1]}; "
        "first_year and last_year in dbt_project.yml set them"
    )
    found = []
    for table in own:
        unread = {year for year in set(table.columns[YEAR]) if is_unread(year, read)}
        rows = table.where(YEAR, unread)
        found += table.breach(YEAR, "years of the inventory", rows, expected)
    return found
