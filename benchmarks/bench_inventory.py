"""Build the inventory at 1, 10 and 100 times the cells: time and peak memory.

Each scale is a fresh copy of the project, each province split into that many, built by
`dbt build` of the inventory part as one whole process: Python start, parse, seed check,
seeds, models, tests. Uncertainty, chain and publication are not part of it.
The first build of a copy is cold: dbt parses the whole project, as once after cloning.
Today's size is then built anew with that parse at hand, as in every build after the
first; the time limit is held against this one. On a shared machine read CPU seconds and
ratios, not wall time.
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


def build(times: int) -> tuple[Cost, Cost | None, int, dict[str, float]]:
    """Build one scale; return its cost, its activity cells and what is emitted.

    The second cost is that of the same build with dbt's parse kept; of today's size.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        grow_project(PROJECT, folder, times=times)
        dbt = str(Path(sys.executable).with_name("dbt"))
        command = [dbt, "build", "--quiet", *OPTIONS, "--select", *PART]
        cold, warm = measure(command, cwd=folder), None
        if times == 1:
            (folder / "build" / "vanadis.duckdb").unlink()
            warm = measure(command, cwd=folder)
        with duckdb.connect(folder / "build" / "vanadis.duckdb") as connection:
            (cells,) = connection.execute(
                "select count(*) from fct_activities"
            ).fetchone() or (0,)
            totals = dict(connection.execute(TOTALS).fetchall())
    return cold, warm, cells, totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    scales = parser.parse_args().times
    print("Inventory: dbt build of the inventory part, one process")
    print("cold: the first build after cloning; warm: every build after it")
    print("times    cells parse  wall s    CPU s  peak MB  CPU ratio  memory ratio")
    before: tuple[int, Cost, dict[str, float]] | None = None
    good = True
    for times in scales:
        cost, warm, cells, totals = build(times)
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
        print(_line(times, cells, "cold", cost) + ratios, flush=True)
        if warm:
            is_fast = warm.wall_s <= MOST_WALL_S
            good &= is_fast and max(cost.peak_mb, warm.peak_mb) <= MOST_MB
            print(_line(times, cells, "warm", warm))
            print(
                f"warm build within {MOST_WALL_S} s:",
                "yes" if is_fast else "NO",
                flush=True,
            )
        before = (times, cost, totals)
    print("limits kept, time at most linear, memory below it:", "yes" if good else "NO")
    raise SystemExit(0 if good else 1)


def _line(times: int, cells: int, parse: str, cost: Cost) -> str:
    return (
        f"{times:5d} {cells:8d} {parse:>5s} {cost.wall_s:7.1f} {cost.cpu_s:8.1f}"
        f" {cost.peak_mb:8.0f}"
    )


if __name__ == "__main__":
    main()
