"""Check the seeds as the user's rows would make them and blame what does not fit."""

import re
from collections.abc import Mapping, Sequence
from math import isnan
from operator import itemgetter
from pathlib import Path

from vanadis.check import Finding, Resource, check_seeds
from vanadis.check.values import to_number
from vanadis.errors import VanadisError
from vanadis.ingest.convert import Origin, Rejected
from vanadis.ingest.layout import measure_of
from vanadis.ingest.tables import Record, read_rows, rows_of

Pair = tuple[Record, Origin]


def unlike_shipped(
    resource: Resource, pairs: Sequence[Pair], file: str
) -> list[Rejected]:
    """Return figures too far from the shipped ones of the same key.

    What a series cannot do from one year to the next, two figures of one year cannot
    do either. Without this a whole table in the wrong unit would agree with itself.
    """
    key_of = itemgetter(*resource.primary_key)
    shipped = {
        key_of(row): (line, row)
        for line, row in enumerate(read_rows(resource.path), start=2)
    }
    refused = []
    for rule in resource.magnitude:
        bound = rule.year_before
        if bound is None:
            continue
        for row, origin in pairs:
            if (key := key_of(row)) not in shipped:
                continue
            line, other = shipped[key]
            new, old = to_number(row[rule.column]), to_number(other[rule.column])
            low, high = sorted(max(value, bound.floor) for value in (new, old))
            if not isnan(new + old) and high > low * bound.within:
                reason = (
                    f"expected within a factor {bound.within:g} of the shipped figure, "
                    f"{old:g} (line {line} of {resource.path.name}): {bound.reason}"
                )
                refused.append(
                    _blame(resource, file, (row, origin), rule.column, reason)
                )
    return refused


def refused_by_check(
    seeds: Path,
    resource: Resource,
    contents: Mapping[Path, str],
    first_new: int,
    pairs: Sequence[Pair],
    file: str,
) -> list[Rejected]:
    """Check the seeds as they would be and return what is wrong with the new rows.

    ``first_new`` rows of the twin stand before the new ones. Tables that the rows
    cannot put at fault are left to the check that every build makes.

    Raises
    ------
    VanadisError
        When the table, or one that is judged by it, is at fault without these rows.
    """
    twin = Path("seeds") / resource.user_path.relative_to(seeds)
    refused: list[Rejected] = []
    elsewhere: list[Finding] = []
    findings = (f for breach in check_seeds(seeds, contents) for f in breach.findings())
    for finding in findings:
        number = finding.line - 2 - first_new
        if finding.file == twin and 0 <= number < len(pairs):
            reason = _with_own_lines(finding.expected, first_new, pairs)
            refused.append(
                _blame(resource, file, pairs[number], finding.column, reason, finding)
            )
        else:
            elsewhere.append(finding)
    if elsewhere and not refused:
        refused = _blamed_elsewhere(seeds, contents, resource, elsewhere, pairs, file)
    return refused


def _blame(
    resource: Resource,
    file: str,
    pair: Pair,
    column: str,
    reason: str,
    finding: Finding | None = None,
) -> Rejected:
    """Name the cell of the user's file, and what its figure became."""
    row, origin = pair
    measure = measure_of(resource)
    if column != measure.name:
        value = finding.value if finding else row[column]
        return Rejected(file, origin.line, column, value, reason)
    if row[column] != origin.text:
        reason = f"read as {row[column]} {measure.unit}; {reason}"
    return Rejected(file, origin.line, origin.column, origin.text, reason)


def _blamed_elsewhere(
    seeds: Path,
    contents: Mapping[Path, str],
    resource: Resource,
    findings: Sequence[Finding],
    pairs: Sequence[Pair],
    file: str,
) -> list[Rejected]:
    """Blame the new rows of the same province and year for a finding on another row."""
    before = {str(f) for breach in check_seeds(seeds) for f in breach.findings()}
    refused = []
    for finding in findings:
        if str(finding) in before:
            raise VanadisError(
                f"the seeds do not pass the check as they are: {finding}. "
                "Mend that first; `vanadis check` shows all"
            )
        path = seeds / finding.file.relative_to("seeds")
        rows = rows_of(contents[path]) if path in contents else read_rows(path)
        other = rows[finding.line - 2]
        shared = [name for name in resource.primary_key if name in other]
        guilty = [pair for pair in pairs if all(pair[0][n] == other[n] for n in shared)]
        if not guilty:
            raise VanadisError(
                f"with these rows the seeds no longer pass the check: {finding}"
            )
        measure = measure_of(resource).name
        reason = f"with it another figure no longer passes: {finding}"
        refused += [_blame(resource, file, pair, measure, reason) for pair in guilty]
    return refused


def _with_own_lines(text: str, first_new: int, pairs: Sequence[Pair]) -> str:
    """Name lines of the user's file where a text names lines of the twin."""

    def own(match: re.Match[str]) -> str:
        number = int(match[2]) - 2 - first_new
        is_own = 0 <= number < len(pairs)
        return f"{match[1]}{pairs[number][1].line}" if is_own else match[0]

    return re.sub(r"(on line |\(line )(\d+)(?! of)\b", own, text)
