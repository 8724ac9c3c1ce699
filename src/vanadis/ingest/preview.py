"""Show how a file is read before anything is written."""

from collections.abc import Iterator

from vanadis.ingest.ingest import Draft
from vanadis.ingest.layout import Layout, measure_of
from vanadis.ingest.units import Conversion

_SHOWN_ROWS = 5
_SHOWN_REJECTS = 20
# What yearbooks print for a figure that rounds to nothing.
_BELOW_SMALLEST = ("...", "…")


def preview(draft: Draft) -> Iterator[str]:
    """Yield the lines of the preview."""
    layout, grid, header = draft.layout, draft.grid, draft.layout.header
    measure = measure_of(draft.resource)
    yield f"{grid.name} -> {draft.resource.user_path.name}"
    first, last = grid.lines[header.first], grid.lines[header.last]
    yield "  header on " + (
        f"line {first}" if first == last else f"lines {first}-{last}"
    )
    for position, column in layout.columns.items():
        yield f"  column '{header.labels[position]}' -> {column}"
    if layout.spread:
        yield _spread_line(layout, measure.name)
    for column, value in layout.constants.items():
        yield f"  all rows: {column} = {value}"
    if layout.ignored:
        yield f"  not used: {', '.join(layout.ignored)}"
    yield from _unit_lines(draft)
    for line in draft.converted.left_out:
        yield f"  left out: {line}"
    yield (
        f"  {len(draft.accepted)} rows read, {draft.replaced} of them replace shipped "
        f"rows; {len({r.line for r in draft.rejected})} lines rejected"
    )
    small = sum(row[measure.name] in _BELOW_SMALLEST for row in draft.accepted)
    if small:
        yield f"  {small} of them '…', below the smallest unit printed: not reported"
    for year, count in draft.unused.items():
        yield f"  {count} of them for {year}: stored, but no result covers that year"
    shown = [*draft.resource.primary_key, measure.name]
    if draft.accepted:
        yield "  " + ", ".join(shown)
    for row in draft.accepted[:_SHOWN_ROWS]:
        yield "  " + ", ".join(row[name] for name in shown)
    for rejected in draft.rejected[:_SHOWN_REJECTS]:
        yield str(rejected)
    if len(draft.rejected) > _SHOWN_REJECTS:
        yield f"... and {len(draft.rejected) - _SHOWN_REJECTS} more rejected values"


def _spread_line(layout: Layout, measure: str) -> str:
    """Say what the columns of a wide grid stand for."""
    keys = list(layout.spread.values())
    over = ", ".join(layout.header.spread_over)
    start, end = (" ".join(key.values()) for key in (keys[0], keys[-1]))
    return f"  {len(keys)} columns '{start}' to '{end}' -> {over}, figures -> {measure}"


def _unit_lines(draft: Draft) -> Iterator[str]:
    """Say how figures are converted, by column where columns differ."""
    labels = draft.layout.header.labels
    columns: dict[Conversion, list[str]] = {}
    for at, how in draft.converted.conversions.items():
        columns.setdefault(how, []).append(f"'{labels.get(at, '')}'")
    for how, names in columns.items():
        which = f" of {', '.join(names)}" if len(columns) > 1 else ""
        factor = f"{how.factor.normalize():f}"
        yield f"  unit{which}: {how.source} -> {how.target} (x {factor})"
