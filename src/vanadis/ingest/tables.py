"""The seed tables that take the user's own rows."""

import csv
import io
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from vanadis.check import Resource, read_packages
from vanadis.errors import VanadisError
from vanadis.ingest.layout import measure_of

Record = dict[str, str]


class TableError(VanadisError):
    """A table that cannot be replaced."""


def find_table(name: str, seeds: Path) -> Resource:
    """Return the table that a user means by ``yearbook/coal``.

    Raises
    ------
    TableError
        When no table, or more than one, fits, or the table takes no own rows.
    """
    resources = read_packages(seeds)
    open_ones = open_tables(resources)
    wanted = name.strip("/").replace("__", "/").removeprefix("raw_")
    exact = [open_ones[wanted]] if wanted in open_ones else []
    fits = exact or [r for key, r in open_ones.items() if key.startswith(wanted)]
    if len(fits) == 1:
        return fits[0]
    if wanted in map(_short_name, resources.values()) and not fits:
        raise TableError(f"table '{name}' cannot be replaced: it has no user twin")
    shown = sorted(key for key in open_ones if not fits or open_ones[key] in fits)
    problem = "fits more than one table" if fits else "is unknown"
    raise TableError(f"table '{name}' {problem}; there are {', '.join(shown)}")


def open_tables(resources: Mapping[str, Resource]) -> dict[str, Resource]:
    """Return the tables that take own rows, by the name a user gives them."""
    return {
        _short_name(r): r
        for r in resources.values()
        if r.user_path != r.path and r.user_path.is_file() and _has_measure(r)
    }


def _short_name(resource: Resource) -> str:
    return f"{resource.path.parent.name}/{resource.name.split('__', 1)[-1]}"


def _has_measure(resource: Resource) -> bool:
    try:
        measure_of(resource)
    except VanadisError:
        return False
    return "source_key" in resource.names


def read_rows(path: Path) -> list[Record]:
    """Return the rows of a seed file."""
    return rows_of(path.read_bytes().decode("utf-8"))


def rows_of(text: str) -> list[Record]:
    """Return the rows that the text of a seed file holds."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def csv_text(resource: Resource, rows: Sequence[Record]) -> str:
    """Return rows as the text of a seed file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(resource.names)
    writer.writerows(map(itemgetter(*resource.names), rows))
    return text.getvalue()
