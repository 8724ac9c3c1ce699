"""Check every seed file against its data package."""

from pathlib import Path, PurePath

import pandas as pd

from vanadis.check.findings import Breach
from vanadis.check.keys import check_foreign_key, check_primary_key
from vanadis.check.magnitude import FILE, check_magnitude
from vanadis.check.package import Resource, read_packages
from vanadis.check.table import empty_table, read_table
from vanadis.check.values import check_field


def check_seeds(seeds: Path) -> list[Breach]:
    """Return everything that is wrong with the seed files below ``seeds``.

    Raises
    ------
    PackageError
        When a data package itself cannot be read.
    """
    resources = read_packages(seeds)
    found = _unknown_files(seeds, resources)
    files: dict[str, dict[PurePath, pd.DataFrame]] = {}
    unreadable: set[str] = set()
    for name, resource in resources.items():
        files[name] = {}
        for path in _paths(resource):
            shown = _shown(path, seeds)
            if not path.is_file():
                expected = "expected this file; the data package names it"
                found.append(Breach(shown, "", "missing file", [1], [""], expected))
                files[name][shown] = empty_table(resource.names)
                unreadable.add(name)
                continue
            frame, wrong = read_table(path, shown=shown, header=resource.names)
            found += wrong
            if wrong and frame.empty:
                unreadable.add(name)
            for field in resource.fields:
                found += check_field(frame, field, resource.missing_values, shown)
            found += check_primary_key(frame, resource, shown)
            files[name][shown] = frame
    tables = {
        name: _in_force(frames, resources[name]) for name, frames in files.items()
    }
    for name, resource in resources.items():
        for shown, frame in files[name].items():
            for key in resource.foreign_keys:
                if key.resource in unreadable:
                    continue
                found += check_foreign_key(
                    frame, resource, key, tables, resources, shown
                )
        for rule in resource.magnitude:
            found += check_magnitude(rule, resource, tables, resources)
    return found


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
        if path not in known and path.with_name("datapackage.yaml").is_file()
    ]


def _in_force(frames: dict[PurePath, pd.DataFrame], resource: Resource) -> pd.DataFrame:
    """Return the rows in force: the user's rows replace shipped ones by key."""
    tables = []
    for shown, frame in frames.items():
        table = frame.copy()
        table[FILE] = str(shown)
        tables.append(table)
    return pd.concat(tables, ignore_index=True).drop_duplicates(
        list(resource.primary_key), keep="last", ignore_index=True
    )
