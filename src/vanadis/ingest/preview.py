"""Show how a file is read before anything is written."""

from collections.abc import Iterator

from vanadis.ingest.ingest import Draft
from vanadis.ingest.layout import measure_of
from vanadis.ingest.words import one_line

_SHOWN_ROWS = 5
_SHOWN_REJECTS = 20


def preview(draft: Draft) -> Iterator[str]:
    """Yield the lines of the preview."""
    layout, grid = draft.layout, draft.grid
    header = grid.rows[layout.header]
    measure = measure_of(draft.resource)
    yield f"{grid.name} -> {draft.resource.user_path.name}"
    yield f"  header on line {grid.lines[layout.header]}"
    for position, column in layout.columns.items():
        yield f"  column '{one_line(str(header[position]))}' -> {column}"
    if layout.spread_over:
        values = list(layout.spread.values())
        yield (
            f"  {len(values)} columns '{values[0]}' to '{values[-1]}' -> "
            f"{layout.spread_over}, figures -> {measure.name}"
        )
    for column, value in layout.constants.items():
        yield f"  all rows: {column} = {value}"
    if layout.ignored:
        yield f"  not used: {', '.join(map(one_line, layout.ignored))}"
    how = draft.converted.conversion
    yield f"  unit: {how.source} -> {how.target} (x {how.factor.normalize():f})"
    for line in draft.converted.left_out:
        yield f"  left out: {line}"
    yield (
        f"  {len(draft.accepted)} rows read, {draft.replaced} of them replace shipped "
        f"rows; {len({r.line for r in draft.rejected})} lines rejected"
    )
    shown = [*draft.resource.primary_key, measure.name]
    if draft.accepted:
        yield "  " + ", ".join(shown)
    for row in draft.accepted[:_SHOWN_ROWS]:
        yield "  " + ", ".join(row[name] for name in shown)
    for rejected in draft.rejected[:_SHOWN_REJECTS]:
        yield str(rejected)
    if len(draft.rejected) > _SHOWN_REJECTS:
        yield f"... and {len(draft.rejected) - _SHOWN_REJECTS} more rejected values"
