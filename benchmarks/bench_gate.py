"""What the gate adds to a build, what publication takes, and an ingest of 100,000 rows.

The gate is the seed check before the first table and the Great Expectations suites
after the last; publication is the whole hook that writes, hashes and renames the file.
Both are read from one `dbt build` of everything in a copy of the project. Ingest is
one process of `vanadis ingest FILE --dry-run`: reading, mapping, converting, checking;
nothing is written. On a shared machine read CPU seconds, not wall time.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pandas as pd
from grow import grow_project, split_provinces
from measure import Cost, measure

from vanadis.ingest.tables import find_table

PROJECT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
GATE = ("vanadis-on-run-start-1", "py_quality__results")
PUBLICATION = "vanadis-on-run-end-0"
MOST_GATE_S, MOST_PUBLICATION_S, MOST_INGEST_S = 10.0, 2.0, 3.0

TABLE = "ceads/coal_combustion"
N_FIGURES = 100_000
# 31 provinces cut into that many; all parts but the first are new places, with 5 fuels,
# 8 sector groups and 5 years: enough for so many rows.
PARTS = 18
YEARS = range(2015, 2020)
REPEATS = 3


def run_build(project: Path) -> bool:
    """Build everything once; print what the gate and publication took of it."""
    cost = measure([str(BIN / "dbt"), "build", "--quiet"], cwd=project)
    printed = json.loads((project / "target" / "run_results.json").read_text())
    seconds = {
        each["unique_id"].split(".")[-1]: each["execution_time"]
        for each in printed["results"]
    }
    gate, publication = sum(seconds[name] for name in GATE), seconds[PUBLICATION]
    print(f"dbt build: {cost.wall_s:.1f} s wall, {cost.cpu_s:.1f} s CPU")
    print(f"  gate {gate:.1f} s, of which seed check {seconds[GATE[0]]:.1f} s")
    print(f"  publication {publication:.1f} s")
    good = gate <= MOST_GATE_S and publication <= MOST_PUBLICATION_S
    print(
        f"  within {MOST_GATE_S:g} s and {MOST_PUBLICATION_S:g} s:",
        "yes" if good else "NO",
    )
    return good


def figures(project: Path) -> pd.DataFrame:
    """Return a table as a compiler would bring it: made-up tonnages, each its own."""
    split_provinces(project / "seeds/reference/raw_reference__provinces.csv", PARTS)
    provinces = pd.read_csv(
        project / "seeds/reference/raw_reference__provinces.csv", dtype=str
    )["province_code"]
    # A first part has shipped figures, which made-up ones would be far from.
    places = provinces[~provinces.str.endswith("0000")]
    numbers = random.Random(1)
    resource = find_table(TABLE, project / "seeds")
    lists = {field.name: field.enum for field in resource.fields}
    rows = [
        (province, year, fuel, sector, round(start * (1 + 0.02 * (year - 2015)), 4))
        for province, fuel, sector in product(
            places, lists["fuel"], lists["sector_group"]
        )
        for start in [numbers.uniform(1000, 2000)]
        for year in YEARS
    ]
    names = ["province_code", "reference_year", "fuel", "sector_group", "combusted_kt"]
    return pd.DataFrame(rows[:N_FIGURES], columns=names)


def files(project: Path) -> Iterator[Path]:
    """Write the same figures long and wide, as each kind of file."""
    long = figures(project)
    keys = ["province_code", "fuel", "sector_group"]
    wide = long.pivot(index=keys, columns="reference_year", values="combusted_kt")
    wide = wide.reset_index()
    wide.columns = wide.columns.map(str)
    write: dict[str, Callable[[pd.DataFrame, Path], None]] = {
        "csv": lambda table, path: table.to_csv(path, index=False),
        "parquet": lambda table, path: table.to_parquet(path, index=False),
        "xlsx": lambda table, path: table.to_excel(path, index=False),
    }
    for (shape, table), kind in product({"long": long, "wide": wide}.items(), write):
        path = project / f"{shape}.{kind}"
        write[kind](table, path)
        yield path


def run_ingest(project: Path) -> bool:
    """Ingest every file; each must keep the limit."""
    good = True
    print(f"ingest of {N_FIGURES:,} figures, least of {REPEATS}")
    for path in files(project):
        command = [str(BIN / "vanadis"), "ingest", path.name, "--table", TABLE]
        command += ["--unit", "kt", "--dry-run"]
        costs: list[Cost] = [measure(command, cwd=project) for _ in range(REPEATS)]
        wall, cpu = min(c.wall_s for c in costs), min(c.cpu_s for c in costs)
        peak = max(c.peak_mb for c in costs)
        good &= wall <= MOST_INGEST_S
        print(f"  {path.name:13} {wall:5.2f} s wall {cpu:5.2f} s CPU {peak:5.0f} MB")
    print(f"  all within {MOST_INGEST_S:g} s:", "yes" if good else "NO")
    return good


def main() -> None:
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        grow_project(PROJECT, project, times=1)
        good = run_build(project)
        good &= run_ingest(project)
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
