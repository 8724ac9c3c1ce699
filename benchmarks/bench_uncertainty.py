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
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import pandas as pd
from scipy.special import ndtri

from vanadis.inventory_model import Inventory, draw_inputs
from vanadis.montecarlo import simulate, stored_draws
from vanadis.uncertainty_tables import inventories

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


def best(action: Callable[[], object], repeats: int = 3) -> float:
    """Return the shortest of a few wall times, seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def count_variates(model: Inventory) -> int:
    """Count the streams that a simulation draws."""
    own = {
        row.draw_id
        for rows in model.provinces
        for row in rows
        if row.amount != 0.0 and not row.own.is_fixed
    }
    return len(own) + len(model.laws) + len(set(model.shared_streams))


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
    with ThreadPoolExecutor(2) as pool:
        pooled = best(
            lambda: simulate(model, seed=SEED, n_draws=n_draws, executor=pool)
        )
    return {
        "streams_count": n_streams,
        "reported_rows_count": n_rows,
        "floor_seconds": min(bare),
        "ours_seconds": min(ours),
        "ratio_of_best": min(ours) / min(bare),
        "ratio_median": float(np.median(np.array(ours) / np.array(bare))),
        "ours_2_threads_seconds": pooled,
    }


def run_linearity() -> dict[str, float]:
    found = {}
    model = inventory()
    for n_draws in (5_000, 10_000, 20_000, 40_000):
        seconds = best(lambda n=n_draws: simulate(model, seed=SEED, n_draws=n), 2)
        found[f"us_per_draw_at_{n_draws}_draws"] = 1e6 * seconds / n_draws
    for times_cells in (1, 2, 4):
        larger = inventory(times_cells)
        n_rows = sum(map(len, larger.provinces))
        seconds = best(lambda m=larger: simulate(m, seed=SEED, n_draws=5_000), 2)
        found[f"us_per_activity_at_{times_cells}x_cells"] = 1e6 * seconds / n_rows
    return found


def run_one_memory(n_draws: int, times_cells: int) -> None:
    """Simulate in this process and print peak memory; the draws are streamed."""
    model = inventory(times_cells)
    start = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        simulate(model, seed=SEED, n_draws=n_draws, executor=pool)
    stored = 0
    for block in stored_draws(model, seed=SEED, n_draws=n_draws, n_keep=1000):
        stored += block.emissions.size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    seconds = time.perf_counter() - start
    result = {"peak_gb": peak, "seconds": seconds, "stored_draws_count": stored}
    print(json.dumps(result))


def run_memory() -> dict[str, float]:
    found = {}
    for n_draws, times_cells in ((100_000, 1), (10_000, 100)):
        command = [sys.executable, __file__, "--one", str(n_draws), str(times_cells)]
        output = subprocess.run(command, check=True, capture_output=True, text=True)
        result = json.loads(output.stdout)
        name = f"{n_draws}_draws_{times_cells}x_cells"
        print(f"  {name}: {result}", flush=True)
        found |= {f"{name}_{key}": value for key, value in result.items()}
    return found


def model_of_totals(model: Inventory) -> Callable[[np.ndarray], np.ndarray]:
    """Return cell emissions from (inputs x draws): parameters, shared, own parts."""
    n_laws, n_shared = len(model.laws), len(model.shared)
    rows = [row for province in model.provinces for row in province]
    amounts = np.array([row.amount for row in rows])
    pairs = [model.pairs[row.pair] for row in rows]
    node = np.array([pair.node for pair in pairs])
    shared = np.array([pair.shared for pair in pairs])
    codes = [code for code, p in enumerate(model.provinces) for _ in p]
    keys = [(code, row.cell) for code, row in zip(codes, rows, strict=True)]
    edges = [i for i, key in enumerate(keys) if i == 0 or keys[i - 1] != key]

    def evaluate(inputs: np.ndarray) -> np.ndarray:
        factors = model.graph.evaluate(inputs[:n_laws], model.node_ids)
        values = inputs[n_laws + n_shared :] * amounts[:, None]
        values *= inputs[n_laws : n_laws + n_shared][shared]
        values *= factors[node]
        return np.add.reduceat(values, edges, axis=0)

    return evaluate


def run_openturns(model: Inventory, n_draws: int) -> float:
    """Sample all inputs in one call, evaluate arrays, take quantiles per cell."""
    import openturns

    rows = [row for province in model.provinces for row in province]
    laws = [*model.laws, *model.shared, *(row.own for row in rows)]
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
        for probability in (0.025, 0.5, 0.975):
            cells.computeQuantilePerComponent(probability)

    return best(run, 1)


def run_monaco(model: Inventory, n_cases: int) -> float:
    """Run case by case, as monaco does; each case evaluates the arrays once."""
    import monaco

    rows = [row for province in model.provinces for row in province]
    laws = [*model.laws, *model.shared, *(row.own for row in rows)]
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
    model = inventory()
    draw_inputs(model, seed=SEED, n_draws=10)
    for name in options.runs:
        print(name)
        for key, value in RUNS[name]().items():
            print(f"  {key:48} {value:12,.3f}", flush=True)


if __name__ == "__main__":
    main()
