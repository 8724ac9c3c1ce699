"""The replication report: both papers against the warehouse."""

import duckdb

from vanadis.reports.claims import (
    contradicted_claims,
    deviating_claims,
    reproduced_claims,
    unanswered_claims,
    verdict_counts,
)
from vanadis.reports.closure import calibration, closure
from vanadis.reports.comparison import benchmark_gaps, coverage, method_gaps
from vanadis.scoreboard import scoreboard_line

TITLE = """# Replication of the two papers

Every figure, comparison and trend that the inventory paper and the chain paper print,
against the warehouse. Written by `make reports` from `fct_reconciliations` and the
tables named below; a test checks that it is current.
"""
RULES = """
How a verdict comes about:

- The inventory paper is met with the method `paper_replica`, benchmarks with the
  headline `literature`, the chain paper with the recovered outputs and the physical
  track.
- **Input**: an anchor of the method, or a figure the anchors fix whatever the
  activities are. Counted nowhere.
- **Contradicted**: other printed figures of the same paper imply another value, beyond
  what rounding of the print allows. Where years or stages are missing between the
  figures, 10 % more are allowed.
- **Reproduced** or **deviates**: inside or outside the tolerance. Bounds, counts and
  arithmetic: half a unit of the last printed digit (a whole one where the paper cuts
  its digits or says "about"). National totals, groups and receptors: 2 %. Single cells
  and the chain: 10 %. Ranks and directions: none; "stable" is a change within 10 %.
- **Not computable**: no public table answers, for the reason given.
"""


def replication_markdown(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the report as Markdown; ``connection`` reads a published warehouse."""
    deviations = "\n\n".join(
        f"### {kind.capitalize()}\n\n{deviating_claims(connection, kind)}"
        for kind in ("other data", "other method", "slip in the paper")
    )
    parts = [
        TITLE,
        scoreboard_line(connection) + ".\n",
        verdict_counts(connection),
        RULES,
        "## Where a paper contradicts itself\n",
        contradicted_claims(connection) + "\n",
        "## Where we deviate, and why\n",
        deviations + "\n",
        "## Closure of the unprinted sources\n",
        closure(connection) + "\n",
        "## Calibration of the coal factors\n",
        calibration(connection) + "\n",
        "## Our methods side by side, and another inventory\n",
        method_gaps(connection) + "\n",
        benchmark_gaps(connection) + "\n",
        "## What the emissions rest on\n",
        coverage(connection) + "\n",
        "## What is reproduced\n",
        reproduced_claims(connection) + "\n",
        "## What cannot be computed\n",
        unanswered_claims(connection),
    ]
    return "\n".join(parts) + "\n"
