"""Read the data packages that describe the seed files.

A ``seeds/<publisher>/datapackage.yaml`` is a Frictionless Data Package. Beyond
the standard, a field may carry ``unit`` and a resource rules, ``vanadis:...``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from vanadis.errors import VanadisError

# The C loader is ten times as fast; it is absent from a few builds of PyYAML.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FIELD_TYPES = {"string", "integer", "number", "boolean", "year", "date"}
CONSTRAINTS = {"required", "unique", "minimum", "maximum", "enum", "pattern"}


@dataclass(frozen=True)
class Field:
    """One column: its type, unit and constraints."""

    name: str
    type: str
    unit: str | None = None
    required: bool | None = None
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    enum: tuple[str, ...] = ()
    pattern: str | None = None


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must stand in another seed."""

    fields: tuple[str, ...]
    resource: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True)
class YearBefore:
    """Bound on a value against the neighbouring year of its own series.

    A figure of ``repeated_digits`` significant digits or more must not come twice.
    """

    within: float
    floor: float
    reason: str
    repeated_digits: int | None = None


@dataclass(frozen=True)
class Per:
    """Bound on a value divided by a figure of another seed, such as per head."""

    resource: str
    column: str
    by: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    reason: str


@dataclass(frozen=True)
class Magnitude:
    """Bounds that catch a figure entered in the wrong unit."""

    column: str
    year: str
    where: Mapping[str, tuple[str, ...]]
    year_before: YearBefore | None
    per: tuple[Per, ...]


@dataclass(frozen=True)
class Resource:
    """One seed file and everything it must satisfy."""

    name: str
    path: Path
    fields: tuple[Field, ...]
    missing_values: tuple[str, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    magnitude: tuple[Magnitude, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column names in file order."""
        return tuple(f.name for f in self.fields)

    @property
    def user_path(self) -> Path:
        """Return the path of the twin file that holds the user's own rows."""
        return self.path.with_name(re.sub(r"^raw_", "user_", self.path.name))

    @property
    def figures_read(self) -> set[str]:
        """Return the tables whose figures rules of this one read."""
        spreads: Mapping[str, Any] = self.extra.get("vanadis:spreads", {})
        return {
            *(per.resource for rule in self.magnitude for per in rule.per),
            *(name for value in spreads.values() for name in _names(value)),
        }

    @property
    def reads(self) -> set[str]:
        """Return the tables that rules of this one read."""
        return self.figures_read | {key.resource for key in self.foreign_keys}


class PackageError(VanadisError):
    """A data package that cannot be read."""


def read_packages(seeds: Path) -> dict[str, Resource]:
    """Return every resource of every data package below ``seeds``, by name."""
    if not seeds.is_dir():
        raise PackageError(f"{seeds}: no such folder")
    resources: dict[str, Resource] = {}
    for path in sorted(seeds.rglob("datapackage.yaml")):
        for resource in read_package(path):
            if resource.name in resources:
                raise PackageError(f"{path}: resource '{resource.name}' stands twice")
            resources[resource.name] = resource
    if not resources:
        raise PackageError(f"{seeds}: no datapackage.yaml found")
    _check_references(resources)
    return resources


def read_package(path: Path) -> list[Resource]:
    """Return the resources of one ``datapackage.yaml``."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackageError(f"{path}: not readable as YAML: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("resources"), list):
        raise PackageError(f"{path}: expected a data package with a resources list")
    return [_resource(entry, path) for entry in content["resources"]]


def _resource(entry: Mapping[str, Any], package: Path) -> Resource:
    name = str(entry.get("name"))
    where = f"{package}: resource '{name}'"
    try:
        schema = entry["schema"]
        fields = tuple(_field(f, where) for f in schema["fields"])
        resource = Resource(
            name=name,
            path=package.parent / entry["path"],
            fields=fields,
            missing_values=tuple(schema.get("missingValues", [""])),
            primary_key=_names(schema["primaryKey"]),
            foreign_keys=tuple(
                ForeignKey(
                    _names(key["fields"]),
                    key["reference"]["resource"] or name,
                    _names(key["reference"]["fields"]),
                )
                for key in schema.get("foreignKeys", [])
            ),
            magnitude=tuple(
                _magnitude(rule) for rule in entry.get("vanadis:magnitude", [])
            ),
            extra=entry,
        )
    except KeyError as error:
        raise PackageError(f"{where}: {error} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise PackageError(f"{where}: {error}") from error
    used = {
        *resource.primary_key,
        *(column for key in resource.foreign_keys for column in key.fields),
        *(rule.column for rule in resource.magnitude),
        # Where a repeated figure is explained.
        *(
            "note"
            for rule in resource.magnitude
            if rule.year_before and rule.year_before.repeated_digits
        ),
    }
    unknown = sorted(used - set(resource.names))
    if unknown:
        raise PackageError(f"{where}: a key or rule names unknown columns {unknown}")
    for rule in resource.magnitude:
        if rule.year_before and rule.year not in resource.primary_key:
            raise PackageError(f"{where}: '{rule.year}' is no part of the primary key")
    return resource


def _field(entry: Mapping[str, Any], where: str) -> Field:
    name, kind = entry["name"], entry["type"]
    if kind not in FIELD_TYPES:
        raise PackageError(
            f"{where}, field '{name}': type '{kind}' is none of {sorted(FIELD_TYPES)}"
        )
    constraints = dict(entry.get("constraints", {}))
    unknown = sorted(set(constraints) - CONSTRAINTS)
    if unknown:
        raise PackageError(
            f"{where}, field '{name}': unknown constraints {unknown}; "
            f"known are {sorted(CONSTRAINTS)}"
        )
    constraints["enum"] = tuple(str(v) for v in constraints.get("enum", ()))
    return Field(name=name, type=kind, unit=entry.get("unit"), **constraints)


def _magnitude(entry: Mapping[str, Any]) -> Magnitude:
    before = entry.get("year_before")
    return Magnitude(
        column=entry["column"],
        year=entry.get("year", "reference_year"),
        where={
            column: tuple(str(v) for v in values)
            for column, values in entry.get("where", {}).items()
        },
        year_before=YearBefore(**before) if before else None,
        per=tuple(
            Per(
                resource=rule["resource"],
                column=rule["column"],
                by=_names(rule.get("by", ["province_code", "reference_year"])),
                minimum=rule.get("minimum"),
                maximum=rule.get("maximum"),
                reason=rule["reason"],
            )
            for rule in entry.get("per", [])
        ),
    )


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check_references(resources: Mapping[str, Resource]) -> None:
    for resource in resources.values():
        targets = [
            *((key.resource, key.reference_fields) for key in resource.foreign_keys),
            *(
                (per.resource, (*per.by, per.column))
                for rule in resource.magnitude
                for per in rule.per
            ),
        ]
        for name, columns in targets:
            known = resources[name].names if name in resources else ()
            if not set(columns) <= set(known):
                raise PackageError(
                    f"{resource.path.parent / 'datapackage.yaml'}: resource "
                    f"'{resource.name}' refers to {list(columns)} of '{name}', "
                    "which no data package describes"
                )
