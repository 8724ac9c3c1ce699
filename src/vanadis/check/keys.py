"""Check that keys are unique and that references exist."""

from collections.abc import Iterable

from vanadis.check.findings import Breach
from vanadis.check.package import ForeignKey, Resource
from vanadis.check.table import Table

Key = tuple[str, ...]


def check_primary_key(table: Table, resource: Resource) -> list[Breach]:
    """Return rows whose key is incomplete, padded or stands on an earlier line."""
    # A key column may be empty only where its field says so; required ones are
    # checked with the field.
    stated = {f.name for f in resource.fields if f.required is not None}
    found: list[Breach] = []
    for name in resource.primary_key:
        distinct = set(table.columns[name])
        if name not in stated:
            empty = {value for value in distinct if _is_gap(value, resource)}
            expected = "expected a value: the column is part of the key"
            found += table.breach(name, "required", table.where(name, empty), expected)
        padded = {value for value in distinct if value != value.strip()}
        expected = "expected no spaces around a key value"
        found += table.breach(name, "spaces", table.where(name, padded), expected)
    rows = table.rows(resource.primary_key)
    if len({*rows}) == len(rows):
        return found
    first: dict[Key, int] = {}
    again = [i for i, key in enumerate(rows) if first.setdefault(key, i) != i]
    lines = [table.lines[first[rows[i]]] for i in again]
    found += table.breach(
        ", ".join(resource.primary_key),
        "duplicate key",
        again,
        [f"expected each key once; it already stands on line {line}" for line in lines],
    )
    return found


def check_foreign_key(
    table: Table,
    resource: Resource,
    key: ForeignKey,
    *,
    held: Iterable[Table],
    target: Resource,
) -> list[Breach]:
    """Return rows that refer to something no seed holds."""
    known = {row for other in held for row in other.rows(key.reference_fields)}
    unknown = [
        i
        for i, row in enumerate(table.rows(key.fields))
        if row not in known and not any(_is_gap(value, resource) for value in row)
    ]
    names = ", ".join(key.reference_fields)
    file = f"{target.path.parent.name}/{target.path.name}"
    expected = f"expected a {names} that stands in {file}"
    return table.breach(", ".join(key.fields), "reference", unknown, expected)


def _is_gap(value: str, resource: Resource) -> bool:
    return value.strip() in resource.missing_values
