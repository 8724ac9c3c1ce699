"""Bring a user's table into the seeds: read, translate, check, write."""

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from vanadis.check import Resource, check_seeds, read_packages
from vanadis.errors import VanadisError
from vanadis.ingest.convert import Converted, Rejected, convert
from vanadis.ingest.grid import Grid, read_grid
from vanadis.ingest.journal import write_files
from vanadis.ingest.layout import Layout, map_grid, measure_of
from vanadis.ingest.words import Provinces
from vanadis.publish.history import now

REFERENCES = "raw_reference__references"
PROVINCES = "raw_reference__provinces"
REJECTS = "raw_ingest__rejects"
_Row = dict[str, str]


class TableError(VanadisError):
    """A table that cannot be replaced."""


@dataclass(frozen=True)
class Options:
    """What the user says about a file."""

    unit: str | None = None
    sheet: str | None = None
    source_key: str | None = None
    citation: str | None = None
    basis: str = "published"
    constants: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Draft:
    """A change to the seeds that has been worked out but not made."""

    resource: Resource
    grid: Grid
    layout: Layout
    converted: Converted
    accepted: list[_Row]
    rejected: list[Rejected]
    contents: dict[Path, str]
    replaced: int


def find_table(name: str, seeds: Path) -> Resource:
    """Return the table that a user means by ``yearbook/coal``.

    Raises
    ------
    TableError
        When no table, or more than one, fits, or the table takes no own rows.
    """
    resources = {
        f"{r.path.parent.name}/{r.name.split('__', 1)[-1]}": r
        for r in read_packages(seeds).values()
    }
    open_ones = {
        key: r
        for key, r in resources.items()
        if r.user_path != r.path and r.user_path.is_file() and _has_measure(r)
    }
    wanted = name.strip("/").replace("__", "/").removeprefix("raw_")
    exact = [open_ones[wanted]] if wanted in open_ones else []
    fits = exact or [r for key, r in open_ones.items() if key.startswith(wanted)]
    if len(fits) == 1:
        return fits[0]
    if wanted in resources and not fits:
        raise TableError(f"table '{name}' cannot be replaced: it has no user twin")
    shown = sorted(key for key in open_ones if not fits or open_ones[key] in fits)
    problem = "fits more than one table" if fits else "is unknown"
    raise TableError(f"table '{name}' {problem}; there are {', '.join(shown)}")


def _has_measure(resource: Resource) -> bool:
    try:
        measure_of(resource)
    except VanadisError:
        return False
    return "source_key" in resource.names


def prepare(path: Path, table: str, seeds: Path, options: Options) -> Draft:
    """Read and check a file against a table; change nothing.

    Raises
    ------
    VanadisError
        When the file, the table, its layout or its unit cannot be made out.
    """
    resource = find_table(table, seeds)
    resources = read_packages(seeds)
    grid = read_grid(path, options.sheet)
    layout = map_grid(grid, resource, options.constants or {})
    key = options.source_key or "own_" + _slug(path.stem)
    converted = convert(
        grid,
        layout,
        resource,
        provinces=Provinces(read_rows(resources[PROVINCES].path)),
        unit=options.unit,
        provenance={"source_key": key, "basis": options.basis},
    )
    references = _with_reference(resources[REFERENCES], key, path, options)
    refused_lines = {r.line for r in converted.rejected}
    pairs = [
        (row, line)
        for row, line in zip(converted.rows, converted.lines, strict=True)
        if line not in refused_lines
    ]
    rejected = list(converted.rejected)
    key_of = itemgetter(*resource.primary_key)
    own = read_rows(resource.user_path)
    while True:
        new = {key_of(row) for row, _ in pairs}
        kept_before = [row for row in own if key_of(row) not in new]
        rows = [*kept_before, *(row for row, _ in pairs)]
        contents = {resource.user_path: _csv(resource, rows)}
        if references:
            contents[resources[REFERENCES].user_path] = references
        refused = _refused(
            seeds, resource, contents, len(kept_before), pairs, grid.name
        )
        if not refused:
            break
        rejected += refused
        lines = {r.line for r in refused}
        kept = [(row, line) for row, line in pairs if line not in lines]
        if len(kept) == len(pairs):
            break
        pairs = kept
    accepted = [row for row, _ in pairs]
    shipped = {key_of(row) for row in read_rows(resource.path)}
    replaced = sum(key_of(row) in shipped for row in accepted)
    return Draft(
        resource, grid, layout, converted, accepted, rejected, contents, replaced
    )


def apply(draft: Draft, seeds: Path, journal: Path) -> None:
    """Write a draft's rows, and the rows it rejects, into the seeds."""
    contents = dict(draft.contents)
    if draft.rejected:
        rejects = read_packages(seeds).get(REJECTS)
        if rejects:
            old = read_rows(rejects.path)
            new = _reject_rows(draft, first=len(old) + 1)
            contents[rejects.path] = _csv(rejects, [*old, *new])
    write_files(journal, seeds, contents)


def read_rows(path: Path) -> list[_Row]:
    """Return the rows of a seed file."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _reject_rows(draft: Draft, first: int) -> list[_Row]:
    at = now()
    return [
        {
            "reject_no": str(number),
            "ingested_at": at,
            "table_name": draft.resource.name,
            "file_name": r.file,
            "line_no": str(r.line),
            "column_name": r.column,
            "rejected_value": r.value,
            "reason": r.reason,
        }
        for number, r in enumerate(draft.rejected, start=first)
    ]


def _refused(
    seeds: Path,
    resource: Resource,
    contents: Mapping[Path, str],
    first_new: int,
    pairs: Sequence[tuple[_Row, int]],
    file: str,
) -> list[Rejected]:
    """Check the changed seeds and return what is wrong with the new rows.

    ``first_new`` rows of the twin stand before the new ones.
    """
    with tempfile.TemporaryDirectory(prefix="vanadis-") as folder:
        copy = Path(shutil.copytree(seeds, Path(folder) / "seeds"))
        for path, text in contents.items():
            target = copy / path.relative_to(seeds)
            target.write_text(text, encoding="utf-8", newline="")
        breaches = check_seeds(copy)
    twin = Path("seeds") / resource.user_path.relative_to(seeds)
    refused = []
    for breach in breaches:
        for finding in breach.findings():
            number = finding.line - 2 - first_new
            if finding.file == twin and 0 <= number < len(pairs):
                line = pairs[number][1]
                expected = _with_own_lines(finding.expected, first_new, pairs)
                refused.append(
                    Rejected(file, line, finding.column, finding.value, expected)
                )
            else:
                raise VanadisError(
                    f"with these rows the seeds no longer pass the check: {finding}"
                )
    return refused


def _with_own_lines(
    text: str, first_new: int, pairs: Sequence[tuple[_Row, int]]
) -> str:
    """Name lines of the user's file where a text names lines of the twin."""

    def own(match: re.Match[str]) -> str:
        number = int(match[1]) - 2 - first_new
        return f"on line {pairs[number][1]}" if 0 <= number < len(pairs) else match[0]

    return re.sub(r"on line (\d+)", own, text)


def _with_reference(
    references: Resource, key: str, path: Path, options: Options
) -> str | None:
    """Return the user's references with a row for this file, if it needs one."""
    own = read_rows(references.user_path)
    if key in {row["source_key"] for row in [*read_rows(references.path), *own]}:
        return None
    row = dict.fromkeys(references.names, "")
    row["source_key"] = key
    row["citation"] = options.citation or f"Own data: {path.name}"
    row["licence"] = "own data"
    row["note"] = "added by vanadis ingest"
    return _csv(references, [*own, row])


def _csv(resource: Resource, rows: Sequence[_Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(resource.names)
    writer.writerows(map(itemgetter(*resource.names), rows))
    return text.getvalue()


def _slug(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return slug or "file"
