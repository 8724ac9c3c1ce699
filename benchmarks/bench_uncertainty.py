"""Speed and memory of the Monte Carlo, against its floor and against other packages.

Reads the inputs of the headline method from the built warehouse. The floor is what no
implementation can avoid: as many variates from the same generator and transform, and
one sort per reported row. Ratios are of times taken in one run on one thread.

    python benchmarks/bench_uncertainty.py            everything, a few minutes
    python benchmarks/bench_uncertainty.py floor peers
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import duckdb
import numpy as np
import pandas as pd
from scipy.special import ndtri

from vanadis.distributions import Distribution
from vanadis.inventory_model import Activity, Inventory
from vanadis.montecarlo import simulate
from vanadis.uncertainty_tables import inventories, simulation_batches

SEED = 20150101
METHOD = "literature"
TABLES = {
    "parameters": "intermediate.int_uncertainty__simulation_parameters",
    "terms": "intermediate.int_inventory__factor_terms",
    "activities": "intermediate.int_uncertainty__simulation_activities",
    "correlations": "intermediate.int_uncertainty__rank_correlations",
    "compositions": "intermediate.int_uncertainty__compositions",
    "samples": "intermediate.int_uncertainty__samples",
}
MONACO_CASES = 100
# Forked workers would inherit a database connection.
_processes = partial(ProcessPoolExecutor, mp_context=get_context("spawn"))


def frames(times_cells: int = 1) -> dict[str, pd.DataFrame]:
    """Read the kernel's inputs; copy the provinces to have more cells."""
    path = os.environ.get("VANADIS_DB", "build/vanadis.duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        found = {
            name: connection.sql(f"select * from {table}").df()
            for name, table in TABLES.items()
        }
    rows = found["activities"]
    rows = rows[rows["method_id"] == METHOD]
    copies = [rows]
    for copy in range(1, times_cells):
        copies.append(
            rows.assign(
                province_code=rows["province_code"] + f".{copy}",
                parameter_id=rows["parameter_id"] + f".{copy}",
                draw_id=rows["draw_id"] + f".{copy}",
            )
        )
    return {**found, "activities": pd.concat(copies, ignore_index=True)}


def inventory(times_cells: int = 1) -> Inventory:
    [(_, compiled)] = inventories(frames(times_cells))
    return compiled


def best(
    action: Callable[[], object],
    repeats: int = 3,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return the shortest of a few times, seconds."""
    times = []
    for _ in range(repeats):
        begin = clock()
        action()
        times.append(clock() - begin)
    return min(times)


def count_variates(model: Inventory) -> int:
    """Count the streams that a simulation draws."""
    own = {
        row.draw_id
        for row in model.rows()
        if row.amount != 0.0 and not row.own.is_fixed
    }
    return len(own) + len(model.laws) + len({part.stream for part in model.shared})


def floor(n_streams: int, n_rows: int, n_draws: int) -> None:
    """Draw and transform as many variates, sort as many rows."""
    generator = np.random.Generator(np.random.Philox(SEED))
    row = np.empty(n_draws)
    for _ in range(n_streams):
        generator.random(out=row)
        ndtri(row, out=row)
    for _ in range(n_rows):
        np.sort(row)


def run_floor() -> dict[str, float]:
    model, n_draws = inventory(), 10_000
    n_rows = len(simulate(model, seed=SEED, n_draws=10).intervals)
    n_streams = count_variates(model)
    bare, ours = [], []
    # Turn about, so that a busy machine slows both alike.
    for _ in range(5):
        bare.append(best(lambda: floor(n_streams, n_rows, n_draws), 1))
        ours.append(best(lambda: simulate(model, seed=SEED, n_draws=n_draws), 1))
    found = {
        "streams_count": n_streams,
        "reported_rows_count": n_rows,
        "floor_seconds": min(bare),
        "ours_seconds": min(ours),
        "ratio_of_best": min(ours) / min(bare),
        "ratio_median": float(np.median(np.array(ours) / np.array(bare))),
    }
    for kind, make in (("threads", ThreadPoolExecutor), ("processes", _processes)):
        with make(2) as pool:
            run = partial(simulate, model, seed=SEED, executor=pool)
            run(n_draws=10)  # workers start
            found[f"ours_2_{kind}_seconds"] = best(partial(run, n_draws=n_draws))
    return found


def run_linearity() -> dict[str, float]:
    """CPU time per draw and per activity row, and each over the smallest run's."""
    found: dict[str, float] = {}
    model = inventory()

    def cost(model: Inventory, n_draws: int, repeats: int) -> float:
        return best(
            lambda: simulate(model, seed=SEED, n_draws=n_draws),
            repeats,
            time.process_time,
        )

    first = cost(model, 5_000, 3) / 5_000
    for n_draws in (5_000, 10_000, 20_000, 40_000):
        per_draw = cost(model, n_draws, 2) / n_draws
        found[f"us_per_draw_at_{n_draws}_draws"] = 1e6 * per_draw
        found[f"ratio_at_{n_draws}_draws"] = per_draw / first
    for times_cells in (1, 2, 4, 10):
        larger = inventory(times_cells)
        n_rows = sum(1 for _ in larger.rows())
        per_row = cost(larger, 5_000, 2) / n_rows
        first = per_row if times_cells == 1 else first
        found[f"us_per_activity_at_{times_cells}x_cells"] = 1e6 * per_row
        found[f"ratio_at_{times_cells}x_cells"] = per_row / first
    return found


def run_one_memory(n_draws: int, times_cells: int) -> None:
    """Do what the dbt model does, in this process, and print peak memory."""
    begin = time.perf_counter()
    batches = simulation_batches(
        frames(times_cells),
        n_draws=n_draws,
        n_stored_draws=1_000,
        seed=SEED,
        sampling="random",
    )
    n_cells = sum(batch.num_rows for batch in batches)
    used = resource.getrusage(resource.RUSAGE_SELF)
    result = {
        "peak_gb": used.ru_maxrss / 1024**2,
        "wall_seconds": time.perf_counter() - begin,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "cells_count": n_cells,
    }
    print(json.dumps(result))


def run_memory() -> dict[str, float]:
    """Peak memory of 100,000 draws, and of 10,000 draws at 100 times the cells."""
    found = {}
    for n_draws, times_cells in ((100_000, 1), (10_000, 100)):
        command = [sys.executable, __file__, "--one", str(n_draws), str(times_cells)]
        output = subprocess.run(command, check=True, capture_output=True, text=True)
        result = json.loads(output.stdout)
        name = f"{n_draws}_draws_{times_cells}x_cells"
        found |= {f"{name}_{key}": value for key, value in result.items()}
    return found


def uncertain_rows(model: Inventory) -> list[tuple[str, Activity]]:
    """Activity rows that are not zero, with their province; peers get no others."""
    return [
        (code, row)
        for code, rows in model.provinces.items()
        for row in rows
        if row.amount != 0.0
    ]


def all_laws(model: Inventory) -> list[Distribution]:
    """Laws of all inputs in the order `model_of_totals` takes them."""
    own = [row.own for _, row in uncertain_rows(model)]
    return [*model.laws, *model.shared.values(), *own]


def model_of_totals(model: Inventory) -> Callable[[np.ndarray], np.ndarray]:
    """Return cell emissions from (inputs x draws): parameters, shared, own parts."""
    rows = uncertain_rows(model)
    n_laws, parts = len(model.laws), list(model.shared)
    amounts = np.array([row.amount for _, row in rows])
    node = np.array([model.node_ids.index(row.pair.node_id) for _, row in rows])
    shared = np.array([parts.index(row.pair.shared) for _, row in rows])
    keys = [(code, row.cell) for code, row in rows]
    edges = [i for i, key in enumerate(keys) if i == 0 or keys[i - 1] != key]

    def evaluate(inputs: np.ndarray) -> np.ndarray:
        factors = model.graph.evaluate(inputs[:n_laws], model.node_ids)
        values = inputs[n_laws + len(parts) :] * amounts[:, None]
        values *= inputs[n_laws : n_laws + len(parts)][shared]
        values *= factors[node]
        return np.add.reduceat(values, edges, axis=0)

    return evaluate


def run_openturns(model: Inventory, n_draws: int) -> float:
    """Sample all inputs in one call, evaluate arrays, take quantiles per cell."""
    import openturns

    laws = all_laws(model)
    evaluate = model_of_totals(model)

    def marginal(law):
        a = law.arguments
        match law.family:
            case "normal":
                return openturns.Normal(a[0], a[1])
            case "lognormal":
                return openturns.LogNormal(a[0], a[1], 0.0)
            case "triangular":
                return openturns.Triangular(*a)
            case "uniform":
                return openturns.Uniform(*a)
            case "beta":
                return openturns.Beta(*a)
            case _:
                return openturns.Dirac(a[0])

    def run() -> None:
        openturns.RandomGenerator.SetSeed(1)
        # One million variates at a time: the whole sample would not fit the cache.
        joint = openturns.JointDistribution([marginal(law) for law in laws])
        inputs = np.asarray(joint.getSample(n_draws)).T
        cells = openturns.Sample(np.ascontiguousarray(evaluate(inputs).T))
        cells.computeQuantilePerComponent([0.025, 0.5, 0.975])

    return best(run, 1)


def run_monaco(model: Inventory, n_cases: int) -> float:
    """Run case by case, as monaco does; each case evaluates the arrays once."""
    import monaco

    laws = all_laws(model)
    evaluate = model_of_totals(model)

    def preprocess(case):
        return ([invar.val for invar in case.invals.values()],)

    def run(values):
        return evaluate(np.array(values, dtype=float)[:, None])[:, 0].sum()

    def postprocess(case, total):
        case.addOutVal("total_t", total)

    fixed = {i for i, law in enumerate(laws) if law.is_fixed}

    def whole() -> None:
        sim = monaco.Sim(
            name="inventory",
            ndraws=n_cases,
            fcns={
                monaco.SimFunctions.PREPROCESS: preprocess,
                monaco.SimFunctions.RUN: run,
                monaco.SimFunctions.POSTPROCESS: postprocess,
            },
            samplemethod=monaco.SampleMethod.RANDOM,
            singlethreaded=True,
            verbose=False,
            seed=1,
            savecasedata=False,
            savesimdata=False,
        )
        from scipy import stats

        for i, law in enumerate(laws):
            if i in fixed:
                dist, kwargs = stats.uniform, {"loc": law.arguments[0], "scale": 1e-12}
            else:
                frozen = law.scipy_law
                dist, kwargs = frozen.dist, {**frozen.kwds}
                if frozen.args:
                    names = (*(frozen.dist.shapes or "").split(", "), "loc", "scale")
                    names = [name for name in names if name]
                    kwargs |= dict(zip(names, frozen.args, strict=False))
            sim.addInVar(name=f"x{i}", dist=dist, distkwargs=kwargs)
        sim.runSim()

    return best(whole, 1)


def run_peers() -> dict[str, float]:
    model, n_draws = inventory(), 10_000
    ours = best(lambda: simulate(model, seed=SEED, n_draws=n_draws))
    found = {"ours_all_levels_seconds": ours}
    found["openturns_cells_only_seconds"] = run_openturns(model, n_draws)
    few = run_monaco(model, MONACO_CASES)
    found[f"monaco_total_only_{MONACO_CASES}_cases_seconds"] = few
    found["monaco_scaled_to_10000_seconds"] = few * n_draws / MONACO_CASES
    return found


RUNS = {
    "floor": run_floor,
    "linearity": run_linearity,
    "memory": run_memory,
    "peers": run_peers,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="*", default=list(RUNS))
    parser.add_argument("--one", nargs=2, type=int, metavar=("DRAWS", "TIMES_CELLS"))
    options = parser.parse_args()
    if options.one:
        run_one_memory(*options.one)
        return
    for name in options.runs:
        print(name)
        for key, value in RUNS[name]().items():
            print(f"  {key:48} {value:12,.3f}", flush=True)


if __name__ == "__main__":
    main()
