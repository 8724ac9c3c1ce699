"""Build the chain alone in an empty database and say where the time goes.

The chain is every table of `models/marts/chain` with all it needs: seeds, views, three
Python models, and their tests. Built twice, with and without the tests. The limit is
held against the time from the first node's start to the last one's end, as
`run_results.json` has it: without Python's start, parsing and seed check. On a shared
machine read CPU seconds, or run it until the least wall time repeats.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path

from measure import measure

PROJECT = Path(__file__).resolve().parents[1]
# Tests that also need tables of other parts are left to them.
PART = ["--indirect-selection", "cautious", "--select", "+path:models/marts/chain"]
MOST_S = 5.0


def build(*options: str) -> bool:
    """Build the chain once, print its cost and tell whether it keeps the limit."""
    with tempfile.TemporaryDirectory() as folder:
        dbt = str(Path(sys.executable).with_name("dbt"))
        cost = measure(
            [dbt, "build", "--quiet", "--target-path", folder, *PART, *options],
            cwd=PROJECT,
            environment={"VANADIS_DB": f"{folder}/chain.duckdb"},
        )
        results = json.loads((Path(folder) / "run_results.json").read_text())["results"]
    nodes = [each for each in results if each["timing"]]
    nodes = [each for each in nodes if not each["unique_id"].startswith("operation.")]
    moments = [
        datetime.fromisoformat(timing[key].replace("Z", "+00:00"))
        for each in nodes
        for timing in each["timing"]
        for key in ("started_at", "completed_at")
    ]
    span = (max(moments) - min(moments)).total_seconds()
    kinds = Counter(each["unique_id"].partition(".")[0] for each in nodes)
    counts = ", ".join(f"{count} {kind}s" for kind, count in sorted(kinds.items()))
    slowest = sorted(nodes, key=lambda each: -each["execution_time"])[:3]
    print(f"{counts}: {span:.1f} s from first to last node")
    print(f"  whole process {cost.wall_s:.1f} s wall, {cost.cpu_s:.1f} s CPU")
    for each in slowest:
        print(f"  {each['execution_time']:.2f} s {each['unique_id']}")
    print(f"  within {MOST_S:g} s: {'yes' if span <= MOST_S else 'NO'}")
    return span <= MOST_S


def main() -> None:
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    good = build()
    good &= build("--exclude-resource-type", "test")
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
