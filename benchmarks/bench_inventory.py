"""Build the inventory at 1, 10 and 100 times the cells: time and peak memory.

Each scale is a fresh copy of the project, each province split into that many, built by
`dbt build` of the inventory part as one whole process: Python start, cold parse, seed
check, seeds, models, tests. Uncertainty, chain and publication are not part of it.
On a shared machine read CPU seconds and ratios, not wall time.
"""

import argparse
import math
import sys
import tempfile
from pathlib import Path

import duckdb
from grow import grow_project
from measure import Cost, measure

PROJECT = Path(__file__).resolve().parents[1]
PART = [
    "+path:models/marts/core",
    *(
        f"+fct_{name}"
        for name in (
            "activities",
            "closure_intervals",
            "emission_drivers",
            "emission_factors",
            "emissions",
            "factor_nodes",
            "factor_terms",
            "oil_double_counts",
            "physical_bounds",
        )
    ),
]
# Tests that also need tables of other parts are left to them.
OPTIONS = ["--indirect-selection", "cautious"]
MOST_WALL_S, MOST_MB = 25, 1024
TOTALS = "select method_id, sum(emission_t) from fct_emissions group by method_id"


def build(times: int) -> tuple[Cost, int, dict[str, float]]:
    """Build one scale; return its cost, its activity cells and what is emitted."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        grow_project(PROJECT, folder, times=times)
        dbt = str(Path(sys.executable).with_name("dbt"))
        cost = measure(
            [dbt, "build", "--quiet", *OPTIONS, "--select", *PART], cwd=folder
        )
        with duckdb.connect(folder / "build" / "vanadis.duckdb") as connection:
            (cells,) = connection.execute(
                "select count(*) from fct_activities"
            ).fetchone() or (0,)
            totals = dict(connection.execute(TOTALS).fetchall())
    return cost, cells, totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    scales = parser.parse_args().times
    print("Inventory: dbt build of the inventory part, cold, one process")
    print("times    cells   wall s    CPU s  peak MB  CPU ratio  memory ratio")
    before: tuple[int, Cost, dict[str, float]] | None = None
    good = True
    for times in scales:
        cost, cells, totals = build(times)
        ratios = ""
        if before:
            last, last_cost, last_totals = before
            growth = times / last
            cpu, memory = cost.cpu_s / last_cost.cpu_s, cost.peak_mb / last_cost.peak_mb
            ratios = f"{cpu:11.2f} {memory:13.2f}"
            good &= cpu <= growth and memory < growth
            for method, total in totals.items():
                expected = last_totals[method]
                if not math.isclose(total, expected, rel_tol=1e-9):
                    raise SystemExit(f"{times}: {method} {total} t, not {expected} t")
        if times == 1:
            good &= cost.cpu_s <= MOST_WALL_S * 2 and cost.peak_mb <= MOST_MB
        print(
            f"{times:5d} {cells:8d} {cost.wall_s:8.1f} {cost.cpu_s:8.1f}"
            f" {cost.peak_mb:8.0f}{ratios}",
            flush=True,
        )
        before = (times, cost, totals)
    print("time at most linear, memory below it:", "yes" if good else "NO")
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
