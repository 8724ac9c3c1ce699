"""Check that keys are unique and that references exist."""

from collections.abc import Mapping
from pathlib import PurePath

import pandas as pd

from vanadis.check.findings import Breach
from vanadis.check.package import ForeignKey, Resource
from vanadis.check.table import LINE
from vanadis.check.values import is_missing


def check_primary_key(
    frame: pd.DataFrame, resource: Resource, shown: PurePath
) -> list[Breach]:
    """Return rows whose key is incomplete or stands on an earlier line."""
    key = list(resource.primary_key)
    # A key column may be empty only where its field says so; required ones are
    # checked with the field.
    stated = {f.name for f in resource.fields if f.required is not None}
    found = []
    for name in key:
        empty = frame[is_missing(frame[name], resource.missing_values)]
        if name not in stated and len(empty):
            found.append(
                Breach(
                    shown,
                    name,
                    "required",
                    empty[LINE].tolist(),
                    empty[name].tolist(),
                    "expected a value: the column is part of the key",
                )
            )
        padded = frame[frame[name] != frame[name].str.strip()]
        if len(padded):
            found.append(
                Breach(
                    shown,
                    name,
                    "spaces",
                    padded[LINE].tolist(),
                    padded[name].tolist(),
                    "expected no spaces around a key value",
                )
            )
    again = frame.duplicated(key, keep="first")
    if again.any():
        first = frame.loc[~again, [*key, LINE]].rename(columns={LINE: "first"})
        repeats = frame.loc[again, [*key, LINE]].merge(first, on=key)
        found.append(
            Breach(
                file=shown,
                column=", ".join(key),
                rule="duplicate key",
                lines=repeats[LINE].tolist(),
                values=_joined(repeats, key),
                expected=[
                    f"expected each key once; it already stands on line {line}"
                    for line in repeats["first"]
                ],
            )
        )
    return found


def check_foreign_key(
    frame: pd.DataFrame,
    resource: Resource,
    key: ForeignKey,
    tables: Mapping[str, pd.DataFrame],
    resources: Mapping[str, Resource],
    shown: PurePath,
) -> list[Breach]:
    """Return rows that refer to something no seed holds."""
    fields, target = list(key.fields), tables[key.resource]
    known = pd.MultiIndex.from_frame(target[list(key.reference_fields)])
    candidates = frame[fields]
    unknown = ~pd.MultiIndex.from_frame(candidates).isin(known)
    for name in fields:
        unknown &= ~is_missing(frame[name], resource.missing_values).to_numpy()
    if not unknown.any():
        return []
    file = resources[key.resource].path
    names = ", ".join(key.reference_fields)
    wrong = frame[unknown]
    return [
        Breach(
            file=shown,
            column=", ".join(fields),
            rule="reference",
            lines=wrong[LINE].tolist(),
            values=_joined(wrong, fields),
            expected=f"expected a {names} that stands in "
            f"{file.parent.name}/{file.name}",
        )
    ]


def _joined(frame: pd.DataFrame, columns: list[str]) -> list[str]:
    """Return the values of several columns as one text per row."""
    rows = frame[columns].itertuples(index=False, name=None)
    return [", ".join(str(value) for value in row) for row in rows]
