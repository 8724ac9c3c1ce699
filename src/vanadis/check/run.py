"""Check every seed file against its data package."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from vanadis.check.findings import Breach
from vanadis.check.keys import check_foreign_key, check_primary_key
from vanadis.check.magnitude import check_magnitude
from vanadis.check.package import Resource, read_packages
from vanadis.check.products import check_products
from vanadis.check.table import Table, empty_table, read_table
from vanadis.check.values import check_field
from vanadis.check.years import check_years, inventory_years

# Rules on laws of uncertain inputs.
LAW_RULES = {
    "vanadis:spreads",
    "vanadis:activity_rules",
    "vanadis:rank_correlations",
    "vanadis:chain_parameters",
    "vanadis:stage_balances",
}


def check_seeds(seeds: Path, changed: Mapping[Path, str] | None = None) -> list[Breach]:
    """Return everything that is wrong with the seed files below ``seeds``.

    Parameters
    ----------
    seeds
        Folder of the data packages.
    changed
        What some files would hold: their rows, some replaced by others of the same
        key, and new ones. Only the tables whose findings that can change are judged.

    Raises
    ------
    PackageError
        When a data package itself cannot be read.
    """
    resources = read_packages(seeds)
    if changed is None:
        changed, judged = {}, {*resources}
        found = _unknown_files(seeds, resources)
    else:
        judged = _concerned(resources, changed)
        found = []
    needed = judged.union(*(resources[name].reads for name in judged))
    tables: dict[str, list[Table]] = {}
    unreadable: set[str] = set()
    for name, resource in resources.items():
        if name not in needed:
            continue
        tables[name] = []
        for path in _paths(resource):
            table, wrong = _read(path, resource, seeds, changed)
            tables[name].append(table)
            if wrong and not table.lines:
                unreadable.add(name)
            if name in judged:
                found += wrong + _check_table(resource, table)
    years = inventory_years(seeds)
    for name, resource in resources.items():
        if name not in judged:
            continue
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
        found += _check_laws(resource, tables)
    return found


def _concerned(
    resources: Mapping[str, Resource], changed: Mapping[Path, str]
) -> set[str]:
    """Return the tables of changed files, and those whose rules read their figures.

    No key goes when rows are added or replaced, so what refers to keys stays whole.
    """
    own = {n for n, r in resources.items() if {r.path, r.user_path} & changed.keys()}
    return own | {n for n, r in resources.items() if r.figures_read & own}


def _check_table(resource: Resource, table: Table) -> list[Breach]:
    """Return what is wrong with a table on its own."""
    found: list[Breach] = []
    for field in resource.fields:
        broken = check_field(table, field, resource.missing_values)
        found += _named(broken, resource, table)
    found += check_primary_key(table, resource)
    found += check_products(resource, table)
    return found


def _check_laws(
    resource: Resource, tables: Mapping[str, Sequence[Table]]
) -> list[Breach]:
    if LAW_RULES.isdisjoint(resource.extra):
        return []
    # What they judge by takes longer to load than all other rules to run.
    from vanadis.check import chain, spreads

    return [
        *spreads.check_spreads(resource, tables),
        *spreads.check_activity_rules(resource, tables),
        *spreads.check_rank_correlations(resource, tables),
        *chain.check_chain_parameters(resource, tables),
        *chain.check_stage_balances(resource, tables),
    ]


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


def _read(
    path: Path, resource: Resource, seeds: Path, changed: Mapping[Path, str]
) -> tuple[Table, list[Breach]]:
    shown, header = _shown(path, seeds), resource.names
    if path in changed:
        return read_table(changed[path].encode(), shown=shown, header=header)
    if path.is_file():
        return read_table(path.read_bytes(), shown=shown, header=header)
    expected = "expected this file; the data package names it"
    missing = Breach(shown, "", "missing file", [1], [""], expected)
    return empty_table(header, shown), [missing]


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
