"""Show how a file is read before anything is written."""

from collections.abc import Iterator

from vanadis.ingest.conversions import Conversions
from vanadis.ingest.ingest import Draft
from vanadis.ingest.layout import Layout, measure_of

_SHOWN_COLUMNS = 12
_SHOWN_ROWS = 5
_SHOWN_REJECTS = 20
_SHOWN_LEFT_OUT = 20
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
        yield from _spread_lines(layout, measure.name)
    if header.unit_at is not None:
        yield f"  column '{header.labels[header.unit_at]}' -> unit of each row"
    for column, value in layout.constants.items():
        yield f"  all rows: {column} = {value}"
    if layout.ignored:
        yield f"  not used: {', '.join(layout.ignored)}"
    yield from _unit_lines(draft.converted.conversions)
    left_out = draft.converted.left_out
    for line in left_out[:_SHOWN_LEFT_OUT]:
        yield f"  left out: {line}"
    if len(left_out) > _SHOWN_LEFT_OUT:
        yield f"  left out: {len(left_out) - _SHOWN_LEFT_OUT} more lines"
    yield (
        f"  {len(draft.accepted)} rows read, {draft.replaced} of them replace shipped "
        f"rows; {len({r.line for r in draft.rejected})} lines rejected"
    )
    small = sum(row[measure.name] in _BELOW_SMALLEST for row in draft.accepted)
    if small:
        yield f"  {small} of them '…', below the smallest unit printed: not reported"
    if draft.unused:
        years, count = ", ".join(draft.unused), sum(draft.unused.values())
        yield f"  {count} rows left out, no result covers {years}"
    shown = [*draft.resource.primary_key, measure.name]
    if draft.accepted:
        yield "  " + ", ".join(shown)
    for row in draft.accepted[:_SHOWN_ROWS]:
        yield "  " + ", ".join(row[name] for name in shown)
    for rejected in draft.rejected[:_SHOWN_REJECTS]:
        yield str(rejected)
    if len(draft.rejected) > _SHOWN_REJECTS:
        yield f"... and {len(draft.rejected) - _SHOWN_REJECTS} more rejected values"


def _spread_lines(layout: Layout, measure: str) -> Iterator[str]:
    """Say what the columns of a wide grid stand for."""
    over = layout.header.spread_over
    shown = list(layout.spread.items())
    if len(shown) > _SHOWN_COLUMNS:
        shown = [shown[0], shown[-1]]
    for at, keys in shown:
        meaning = ", ".join(f"{name} = {keys[name]}" for name in over)
        yield f"  column '{layout.header.labels[at]}' -> {meaning}"
    yield f"  {len(layout.spread)} columns of figures -> {measure}"


def _unit_lines(conversions: Conversions) -> Iterator[str]:
    """Say how figures are converted, by column where columns differ."""
    used = conversions.used
    for how, columns in used.items():
        which = f" of {', '.join(columns)}" if len(used) > 1 else ""
        factor = f"{how.factor.normalize():f}"
        yield f"  unit{which}: {how.source} -> {how.target} (x {factor})"
