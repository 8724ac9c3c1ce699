"""Monte Carlo of the inventory: draw parameters, propagate, then aggregate.

Provinces that use one factor share its draws, so a national figure is the percentile
of summed draws and never a sum of percentiles. Work is cut by province: memory holds
a few provinces and the national sums. Everything is added up in one fixed order, so
the result is the same to the last bit for any number of workers.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.input_draws import InputDraws, draw_inputs
from vanadis.inventory_model import Cell, Inventory, Pair
from vanadis.levels import INTERVAL_COLUMNS, Row, Series
from vanadis.streams import Sampling, parameter_rng

Drawn = tuple[Inventory, InputDraws]
Progress = Callable[[int, int], None]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class ProvinceDraws:
    """Draws of one province.

    Attributes
    ----------
    emissions
        A row per cell, tonnes; `points` are the same at the point values.
    activities
        Thousand t (or m3) behind each pair, summed over years.
    """

    cells: tuple[Cell, ...]
    points: Array
    emissions: Array
    activities: dict[Pair, Array]


@dataclass(frozen=True)
class ProvinceResult:
    """What one province contributes: its draws and the summaries made of them.

    `comonotone` and `independent` are its cells added up by (category, year), all
    moving together and each on its own; empty unless asked for.
    """

    province_code: str
    draws: ProvinceDraws
    rows: list[Row]
    comonotone: dict[tuple[str, int], Array]
    independent: dict[tuple[str, int], Array]


Results = dict[str, ProvinceResult]


@dataclass
class Simulation:
    """One method's run: what the provinces add up to.

    Attributes
    ----------
    rows
        Summaries of every level, columns `INTERVAL_COLUMNS`.
    sub_sources, categories, regions
        Draws by year; the categories are there when the run is finished.
    activities, comonotone, independent
        Sums of those of the provinces.
    """

    inventory: Inventory
    inputs: InputDraws
    rows: list[Row] = field(default_factory=list)
    sub_sources: Series = field(default_factory=Series)
    categories: Series = field(default_factory=Series)
    regions: Series = field(default_factory=Series)
    activities: dict[Pair, Array] = field(default_factory=dict)
    comonotone: dict[tuple[str, int], Array] = field(default_factory=dict)
    independent: dict[tuple[str, int], Array] = field(default_factory=dict)

    def add(self, result: ProvinceResult) -> None:
        """Add one province to the sums."""
        draws = result.draws
        region = self.inventory.region_of[result.province_code]
        for cell, row, point in zip(
            draws.cells, draws.emissions, draws.points.tolist(), strict=True
        ):
            self.sub_sources.add(*cell, row, point)
            if region is not None:
                self.regions.add(region, cell.reference_year, row, point)
        for sums, parts in (
            (self.activities, draws.activities),
            (self.comonotone, result.comonotone),
            (self.independent, result.independent),
        ):
            for key, values in parts.items():
                _add(sums, key, values)
        self.rows += result.rows

    def finish(self) -> None:
        """Summarise the levels above the provinces."""
        inventory = self.inventory
        receptors, nation = Series(), Series()
        for name, years in sorted(self.sub_sources.draws.items()):
            for year, draws in sorted(years.items()):
                point = self.sub_sources.points[name][year]
                self.categories.add(inventory.category_of[name], year, draws, point)
                receptors.add(inventory.receptor_of[name], year, draws, point)
                nation.add("", year, draws, point)
        self.rows += self.sub_sources.rows("sub_source", "sub_source_id")
        self.rows += self.categories.rows("category", "category_id")
        self.rows += receptors.rows("receptor", "receptor_id")
        self.rows += nation.rows("national", "")
        self.rows += self.regions.rows("region", "region_id")

    @property
    def intervals(self) -> pd.DataFrame:
        """The summaries as a table."""
        return pd.DataFrame.from_records(self.rows, columns=list(INTERVAL_COLUMNS))


def start(
    inventory: Inventory, *, seed: int, n_draws: int, sampling: Sampling = "random"
) -> Simulation:
    """Draw what all provinces share."""
    if n_draws < 1:
        raise ValueError(f"n_draws is {n_draws}, expected 1 or more")
    inputs = draw_inputs(inventory, seed=seed, n_draws=n_draws, sampling=sampling)
    return Simulation(inventory, inputs)


def province_draws(
    inventory: Inventory, inputs: InputDraws, province_code: str
) -> ProvinceDraws:
    """Propagate the draws through one province, row by row in fixed order."""
    rows = inventory.provinces[province_code]
    cells = tuple(sorted({row.cell for row in rows}))
    place = {cell: i for i, cell in enumerate(cells)}
    points = np.zeros(len(cells))
    emissions = np.zeros((len(cells), inputs.n_draws))
    activities: dict[Pair, Array] = {}
    values = np.empty(inputs.n_draws)
    for row in rows:
        if row.amount == 0.0:
            continue
        at, pair = place[row.cell], row.pair
        if row.draw_id in inputs.common:
            np.multiply(inputs.common[row.draw_id], row.amount, out=values)
        else:
            inputs.fill_own_part(row, values)
            values *= row.amount
        values *= inputs.shared[pair.shared]
        _add(activities, pair, values)
        values *= inputs.factors[pair.node_id]
        emissions[at] += values
        points[at] += row.amount * inventory.point_factors[pair.node_id]
    return ProvinceDraws(cells, points, emissions, activities)


def _add(sums: dict[Any, Array], key: Any, values: Array) -> None:
    if key in sums:
        sums[key] += values
    else:
        sums[key] = values.copy()


def _province_rows(
    inventory: Inventory, province_code: str, draws: ProvinceDraws
) -> list[Row]:
    """Summarise a province: its cells, categories, receptors and its total."""
    cells, categories, receptors, total = Series(), Series(), Series(), Series()
    for (name, year), row, point in zip(
        draws.cells, draws.emissions, draws.points.tolist(), strict=True
    ):
        cells.add(name, year, row, point)
        categories.add(inventory.category_of[name], year, row, point)
        receptors.add(inventory.receptor_of[name], year, row, point)
        total.add(province_code, year, row, point)
    ids = {"province_code": province_code}
    return [
        *cells.rows("cell", "sub_source_id", ids),
        *categories.rows("province_category", "category_id", ids),
        *receptors.rows("province_receptor", "receptor_id", ids),
        *total.rows("province", "province_code"),
    ]


def _province_result(
    drawn: Drawn, province_code: str, compare_dependence: bool
) -> ProvinceResult:
    """Draw and summarise one province."""
    inventory, inputs = drawn
    draws = province_draws(inventory, inputs, province_code)
    comonotone: dict[tuple[str, int], Array] = {}
    independent: dict[tuple[str, int], Array] = {}
    if compare_dependence:
        for (name, year), row in zip(draws.cells, draws.emissions, strict=True):
            stream = f"independent.{province_code}.{name}.{year}"
            order = parameter_rng(inputs.seed, stream).permutation(row.size)
            key = (inventory.category_of[name], year)
            _add(comonotone, key, np.sort(row))
            _add(independent, key, row[order])
    rows = _province_rows(inventory, province_code, draws)
    return ProvinceResult(province_code, draws, rows, comonotone, independent)


def _is_same(first: Drawn, second: Drawn, province_code: str) -> bool:
    """Whether a province is one calculation in two methods: same rows, same draws.

    A method that inherits from another differs from it in few provinces.
    """
    (a, a_inputs), (b, b_inputs) = first, second
    rows = a.provinces[province_code]
    if rows != b.provinces[province_code]:
        return False
    shared = {row.pair.shared for row in rows}
    nodes = {row.pair.node_id for row in rows}
    return (
        all(a.point_factors[node] == b.point_factors[node] for node in nodes)
        and all(
            np.array_equal(a_inputs.factors[node], b_inputs.factors[node])
            for node in nodes
        )
        and all(
            np.array_equal(a_inputs.shared[part], b_inputs.shared[part])
            for part in shared
        )
    )


def _province_results(
    methods: Mapping[str, Drawn], province_code: str, compare_dependence: bool
) -> Results:
    """Work one province out for every method that has it; runs in a worker."""
    results: Results = {}
    for method_id, drawn in methods.items():
        if province_code not in drawn[0].provinces:
            continue
        same = (m for m in results if _is_same(methods[m], drawn, province_code))
        twin = next(same, None)
        results[method_id] = (
            results[twin]
            if twin is not None
            else _province_result(drawn, province_code, compare_dependence)
        )
    return results


def _in_order(
    tasks: Iterable[Callable[[], Results]], executor: Executor | None, n_ahead: int
) -> Iterator[Results]:
    """Yield results in order, with at most `n_ahead` of them under way."""
    if executor is None:
        for task in tasks:
            yield task()
        return
    waiting: deque[Future[Results]] = deque()
    for task in tasks:
        waiting.append(executor.submit(task))
        if len(waiting) >= n_ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def run_provinces(
    runs: Mapping[str, Simulation],
    *,
    compare_dependence: bool = False,
    executor: Executor | None = None,
    n_ahead: int = 4,
    on_progress: Progress | None = None,
) -> Iterator[tuple[str, ProvinceResult]]:
    """Run methods side by side, province by province, and finish them.

    Each result is added to its run and then handed on, so that whoever stores draws
    need not hold them all.

    Parameters
    ----------
    runs
        What `start` returned, by method; the same seed, draws and sampling.
    compare_dependence
        Also add up the cells as if independent, and as if fully dependent.
    executor, n_ahead
        Pool that works on provinces, and how many it may be ahead; no pool, no
        parallel work. The result does not depend on either.
    on_progress
        Called with provinces done and provinces in all.
    """
    methods = {name: (run.inventory, run.inputs) for name, run in runs.items()}
    codes = sorted({code for run in runs.values() for code in run.inventory.provinces})
    tasks = (
        partial(_province_results, methods, code, compare_dependence) for code in codes
    )
    for done, results in enumerate(_in_order(tasks, executor, n_ahead), start=1):
        for method_id, result in results.items():
            runs[method_id].add(result)
            yield method_id, result
        if on_progress is not None:
            on_progress(done, len(codes))
    for run in runs.values():
        run.finish()


def simulate(
    inventory: Inventory,
    *,
    seed: int,
    n_draws: int,
    sampling: Sampling = "random",
    compare_dependence: bool = False,
    executor: Executor | None = None,
    n_ahead: int = 4,
    on_progress: Progress | None = None,
) -> Simulation:
    """Run the Monte Carlo of one method on every level; see `run_provinces`."""
    run = start(inventory, seed=seed, n_draws=n_draws, sampling=sampling)
    results = run_provinces(
        {"": run},
        compare_dependence=compare_dependence,
        executor=executor,
        n_ahead=n_ahead,
        on_progress=on_progress,
    )
    deque(results, maxlen=0)
    return run
