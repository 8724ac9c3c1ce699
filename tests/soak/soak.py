"""Reliability in full size, ``make soak``: the figures of docs/reliability.md."""

import argparse
import tempfile
import time
from math import inf
from pathlib import Path

from reliability import (
    Rate,
    Reads,
    build_again,
    inject_faults,
    kill_builds,
    reader,
    same_inputs_same_tables,
    two_builds_at_once,
)
from small_project import REPOSITORY, copy_full, copy_small

SEED = 20150101


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", choices=["small", "full"], default="full")
    parser.add_argument("--minutes", type=float, default=inf, help="start no more then")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--build-every", type=int, default=5, help="kills")
    parser.add_argument("--builds", type=int, default=20)
    parser.add_argument("--faults", type=int, default=40, help="per kind")
    parser.add_argument(
        "--only",
        nargs="*",
        default=["faults", "kills", "reads", "pair", "same"],
        help="faults kills reads pair same",
    )
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory(prefix="vanadis-soak-") as folder:
        make = copy_full if options.project == "full" else copy_small
        table = "fct_emissions" if options.project == "full" else "fct_totals"
        for part in options.only:
            start = time.monotonic()
            print(f"## {part}", flush=True)
            if part == "faults":
                rates = inject_faults(REPOSITORY / "seeds", options.faults, SEED)
                print_rates(rates)
            else:
                project = make(Path(folder) / part)
                run(part, project, table, options, until)
            print(f"({time.monotonic() - start:.0f} s)", flush=True)


def run(
    part: str, project: Path, table: str, options: argparse.Namespace, until: float
) -> None:
    """Run one part that builds, and print what it found."""
    if part == "kills":
        with reader(project, table) as reads:
            kills = kill_builds(
                project, options.kills, SEED, tell, options.build_every, until=until
            )
        print(kills, _read(reads))
    elif part == "reads":
        with reader(project, table) as reads:
            builds = build_again(project, options.builds, tell, until)
        print(f"{builds} builds, {_read(reads)}")
    elif part == "pair":
        print(two_builds_at_once(project))
    elif part == "same":
        print(f"{same_inputs_same_tables(project)} tables, all equal")


def _read(reads: Reads) -> str:
    return (
        f"{reads.sessions} sessions, {reads.queries} queries, "
        f"{len(reads.versions)} versions seen, no error"
    )


def tell(line: str) -> None:
    """Print progress at once."""
    print(line, flush=True)


def print_rates(rates: list[Rate]) -> None:
    """Print the catch rates as a Markdown table."""
    print("| kind | form | size of the figure | tried | caught | rate |")
    print("| --- | --- | --- | --- | --- | --- |")
    for rate in rates:
        form = "structural" if rate.is_structural else "plausible"
        for size, tried in sorted(rate.tried.items()):
            caught = rate.caught[size]
            share = f"{100 * caught / tried:.0f} %"
            print(f"| {rate.kind} | {form} | {size} | {tried} | {caught} | {share} |")


if __name__ == "__main__":
    main()
