"""Check every seed file against its data package."""

from dataclasses import replace
from pathlib import Path, PurePath

from vanadis.check.chain import check_chain_parameters, check_stage_balances
from vanadis.check.findings import Breach
from vanadis.check.keys import check_foreign_key, check_primary_key
from vanadis.check.magnitude import check_magnitude
from vanadis.check.package import Resource, read_packages
from vanadis.check.products import check_products
from vanadis.check.spreads import (
    check_activity_rules,
    check_rank_correlations,
    check_spreads,
)
from vanadis.check.table import Table, empty_table, read_table
from vanadis.check.values import check_field
from vanadis.check.years import check_years, inventory_years


def check_seeds(seeds: Path) -> list[Breach]:
    """Return everything that is wrong with the seed files below ``seeds``.

    Raises
    ------
    PackageError
        When a data package itself cannot be read.
    """
    resources = read_packages(seeds)
    found = _unknown_files(seeds, resources)
    tables: dict[str, list[Table]] = {}
    unreadable: set[str] = set()
    for name, resource in resources.items():
        tables[name] = []
        for path in _paths(resource):
            table, wrong = _read(path, resource, seeds)
            tables[name].append(table)
            found += wrong
            if wrong and not table.lines:
                unreadable.add(name)
            for field in resource.fields:
                broken = check_field(table, field, resource.missing_values)
                found += _named(broken, resource, table)
            found += check_primary_key(table, resource)
            found += check_products(resource, table)
    years = inventory_years(seeds)
    for name, resource in resources.items():
        for key in resource.foreign_keys:
            if key.resource in unreadable:
                continue
            held, target = tables[key.resource], resources[key.resource]
            for table in tables[name]:
                found += check_foreign_key(
                    table, resource, key, held=held, target=target
                )
        for rule in resource.magnitude:
            found += check_magnitude(rule, resource, tables, resources)
        found += check_years(resource, tables, years)
        found += check_spreads(resource, tables)
        found += check_activity_rules(resource, tables)
        found += check_rank_correlations(resource, tables)
        found += check_chain_parameters(resource, tables)
        found += check_stage_balances(resource, tables)
    return found


def _named(breaches: list[Breach], resource: Resource, table: Table) -> list[Breach]:
    """Say whose figure it is, where the data package names the rows by a column."""
    column = resource.extra.get("vanadis:row_name")
    if not column:
        return breaches
    names = dict(zip(table.lines, table.columns[column], strict=True))
    return [
        replace(
            breach,
            expected=[
                f"{column} {names[n]!r}: {breach.expected}" for n in breach.lines
            ],
        )
        for breach in breaches
    ]


def _read(path: Path, resource: Resource, seeds: Path) -> tuple[Table, list[Breach]]:
    shown = _shown(path, seeds)
    if path.is_file():
        return read_table(path, shown=shown, header=resource.names)
    expected = "expected this file; the data package names it"
    missing = Breach(shown, "", "missing file", [1], [""], expected)
    return empty_table(resource.names, shown), [missing]


def _paths(resource: Resource) -> list[Path]:
    """Return the seed and, if there is one, the twin with the user's rows."""
    twin = resource.user_path
    return [resource.path, *([twin] if twin != resource.path and twin.exists() else [])]


def _shown(path: Path, seeds: Path) -> PurePath:
    return PurePath("seeds") / path.relative_to(seeds)


def _unknown_files(seeds: Path, resources: dict[str, Resource]) -> list[Breach]:
    known = {path for resource in resources.values() for path in _paths(resource)}
    return [
        Breach(
            _shown(path, seeds),
            "",
            "unknown file",
            [1],
            [path.name],
            "expected a resource in the folder's datapackage.yaml",
        )
        for path in sorted(seeds.rglob("*.csv"))
        if path not in known
    ]
