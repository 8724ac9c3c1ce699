"""The reference that the user's figures stand on."""

import re
from pathlib import Path

from vanadis.check import Resource
from vanadis.errors import VanadisError
from vanadis.ingest.tables import csv_text, read_rows

REFERENCES = "raw_reference__references"


def own_key(path: Path) -> str:
    """Return the reference key of a file that has none: ``own_<file>``."""
    slug = re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_")
    return f"own_{slug or 'file'}"


def with_reference(
    references: Resource, key: str, path: Path, citation: str | None
) -> str | None:
    """Return the user's references with a row for this file, if it needs one.

    Raises
    ------
    VanadisError
        When the key has the wrong form, or the citation would be ignored.
    """
    field = next(f for f in references.fields if f.name == "source_key")
    if field.pattern and not re.fullmatch(field.pattern, key):
        raise VanadisError(
            f"--source-key '{key}': expected text of the form {field.pattern}, "
            "such as nbs_2021"
        )
    own = read_rows(references.user_path)
    if key in {row["source_key"] for row in [*read_rows(references.path), *own]}:
        if citation:
            raise VanadisError(
                f"--citation: the reference '{key}' exists already; leave --citation "
                "out, or give another --source-key"
            )
        return None
    row = dict.fromkeys(references.names, "")
    row["source_key"] = key
    row["citation"] = citation or f"Own data: {path.name}"
    row["licence"] = "own data"
    row["note"] = "added by vanadis ingest"
    return csv_text(references, [*own, row])
