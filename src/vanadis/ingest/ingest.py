"""Bring a user's table into the seeds: read, translate, check, write."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from vanadis.check import Resource, read_packages
from vanadis.check.years import YEAR, inventory_years, is_unread, years_read
from vanadis.errors import VanadisError
from vanadis.ingest.convert import Converted, Origin, Rejected, convert
from vanadis.ingest.grid import Grid, read_grid
from vanadis.ingest.journal import write_files
from vanadis.ingest.layout import Layout, map_grid
from vanadis.ingest.references import REFERENCES, own_key, with_reference
from vanadis.ingest.tables import (
    Record,
    csv_text,
    find_table,
    read_rows,
)
from vanadis.ingest.trial import refused_by_check, unlike_shipped
from vanadis.ingest.words import Provinces
from vanadis.publish.history import now

PROVINCES = "raw_reference__provinces"
REJECTS = "raw_ingest__rejects"


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
    """A change to the seeds that has been worked out but not made.

    ``unused`` counts the rows left out, by year, because no result reads that year.
    """

    resource: Resource
    grid: Grid
    layout: Layout
    converted: Converted
    accepted: list[Record]
    rejected: list[Rejected]
    contents: dict[Path, str]
    replaced: int
    unused: Mapping[str, int]


def prepare(path: Path, table: str, seeds: Path, options: Options) -> Draft:
    """Read and check a file against a table; change nothing.

    Raises
    ------
    VanadisError
        When the file, the table, its layout or its unit cannot be made out.
    """
    resource = find_table(table, seeds)
    resources = read_packages(seeds)
    _check_basis(resource, options.basis)
    key = options.source_key or own_key(path)
    references = with_reference(resources[REFERENCES], key, path, options.citation)
    grid = read_grid(path, options.sheet)
    provinces = Provinces(read_rows(resources[PROVINCES].path))
    layout = map_grid(grid, resource, options.constants or {}, provinces)
    converted = convert(
        grid,
        layout,
        resource,
        provinces=provinces,
        unit=options.unit,
        provenance={"source_key": key, "basis": options.basis},
    )
    rejected = list(converted.rejected)
    pairs = list(zip(converted.rows, converted.origins, strict=True))
    shipped = read_rows(resource.path)
    pairs, unused = _of_years_read(pairs, shipped, resource, seeds)
    pairs = _without(pairs, rejected)
    refused = unlike_shipped(resource, pairs, grid.name)
    key_of = itemgetter(*resource.primary_key)
    own = read_rows(resource.user_path)
    while True:
        rejected += refused
        pairs = _without(pairs, refused)
        new = {key_of(row) for row, _ in pairs}
        kept_before = [row for row in own if key_of(row) not in new]
        rows = [*kept_before, *(row for row, _ in pairs)]
        contents = {resource.user_path: csv_text(resource, rows)}
        if references:
            contents[resources[REFERENCES].user_path] = references
        refused = refused_by_check(
            seeds, resource, contents, len(kept_before), pairs, grid.name
        )
        if not refused:
            break
    rejected.sort(key=lambda each: each.line)
    accepted = [row for row, _ in pairs]
    keys = {key_of(row) for row in shipped}
    return Draft(
        resource,
        grid,
        layout,
        converted,
        accepted,
        rejected,
        contents,
        replaced=sum(key_of(row) in keys for row in accepted),
        unused=unused,
    )


def apply(draft: Draft, seeds: Path, journal: Path) -> None:
    """Write a draft's rows, and the rows it rejects, into the seeds."""
    contents = dict(draft.contents)
    if draft.rejected:
        rejects = read_packages(seeds).get(REJECTS)
        if rejects:
            old = read_rows(rejects.path)
            new = _reject_rows(draft, first=len(old) + 1)
            contents[rejects.path] = csv_text(rejects, [*old, *new])
    write_files(journal, seeds, contents)


def _without(
    pairs: list[tuple[Record, Origin]], rejected: list[Rejected]
) -> list[tuple[Record, Origin]]:
    """Leave out the rows of lines on which something was rejected."""
    lines = {r.line for r in rejected}
    return [(row, origin) for row, origin in pairs if origin.line not in lines]


def _check_basis(resource: Resource, basis: str) -> None:
    known = next(f.enum for f in resource.fields if f.name == "basis")
    if known and basis not in known:
        raise VanadisError(f"--basis '{basis}': expected one of {', '.join(known)}")


def _of_years_read(
    pairs: list[tuple[Record, Origin]],
    shipped: list[Record],
    resource: Resource,
    seeds: Path,
) -> tuple[list[tuple[Record, Origin]], dict[str, int]]:
    """Leave out the rows of years that no result reads, and count them by year."""
    ours = [row.get(YEAR, "") for row in shipped]
    read = years_read(resource, ours, inventory_years(seeds))
    if read is None:
        return pairs, {}
    counts = Counter(row[YEAR] for row, _ in pairs)
    unread = {year: counts[year] for year in sorted(counts) if is_unread(year, read)}
    return [pair for pair in pairs if pair[0][YEAR] not in unread], unread


def _reject_rows(draft: Draft, first: int) -> list[Record]:
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
