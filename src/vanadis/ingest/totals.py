"""Compare the totals a table prints with what its rows add up to."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from vanadis.check import Resource
from vanadis.ingest.layout import measure_of

_Row = dict[str, str]


def compare_totals(
    totals: Sequence[tuple[int, _Row]], rows: Sequence[_Row], resource: Resource
) -> list[str]:
    """Return one line per row of totals: left out, and how far its rows are from it.

    National and provincial statistics may differ, so a difference is shown and
    refuses nothing.
    """
    names = [name for name in resource.primary_key if name != "province_code"]
    measure = measure_of(resource).name
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    keys = {tuple(row[name] for name in names) for _, row in totals}
    for row in rows if totals else ():
        key = tuple(row[name] for name in names)
        if key in keys:
            sums[key] += _number(row[measure])
    shares: dict[int, list[tuple[Decimal, tuple[str, ...]]]] = {}
    for line, row in totals:
        key = tuple(row[name] for name in names)
        share = shares.setdefault(line, [])
        if total := _number(row[measure]):
            share.append((100 * sums[key] / total, key))
    return [_line(line, share) for line, share in shares.items()]


def _line(line: int, shares: list[tuple[Decimal, tuple[str, ...]]]) -> str:
    text = f"line {line} is a total"
    if not shares:
        return text
    share, key = max(shares, key=lambda each: abs(each[0] - 100))
    where = f" ({', '.join(filter(None, key))})" if len(shares) > 1 else ""
    return f"{text}; the rows add up to {share:.2f} % of it{where}"


def _number(text: str) -> Decimal:
    """Return a figure; a gap adds nothing."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)
