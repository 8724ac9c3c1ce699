"""Monte Carlo of the inventory: draw parameters, propagate, then aggregate.

Provinces that use one factor share its draws, so a national figure is the percentile
of summed draws and never a sum of percentiles. Work is cut by province: memory holds
a few provinces and the national sums. Everything is added up in one fixed order, so
the result is the same to the last bit for any number of workers.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.inventory_model import (
    DrawnInputs,
    Inventory,
    draw_inputs,
    first_draws,
)
from vanadis.streams import Sampling, fill_uniforms, parameter_rng
from vanadis.summaries import SUMMARY_COLUMNS, percentile, summarise

Progress = Callable[[int, int], None]
Array = NDArray[np.float64]

KEY_COLUMNS = (
    "level",
    "province_code",
    "region_id",
    "sub_source_id",
    "category_id",
    "receptor_id",
    "reference_year",
)
INTERVAL_COLUMNS = (
    *KEY_COLUMNS,
    "emission_t",
    *(f"emission_{name}_t" for name in SUMMARY_COLUMNS),
    "change_p025_pct",
    "change_p500_pct",
    "change_p975_pct",
)
TREND_SUFFIX = "_trend"


@dataclass(frozen=True)
class ProvinceDraws:
    """Draws of one province: a row per (sub-source, year) cell that has activity."""

    province_code: str
    cells: tuple[int, ...]
    emissions: Array
    activities: dict[int, Array]


@dataclass(frozen=True)
class ProvinceResult:
    """What one province contributes: its draws and the summaries made of them."""

    draws: ProvinceDraws
    rows: list[tuple[Any, ...]]
    comonotone: dict[tuple[str, int], Array]
    independent: dict[tuple[str, int], Array]


@dataclass(frozen=True)
class Simulation:
    """Everything one run leaves behind.

    Attributes
    ----------
    intervals
        One row per level and key, columns `INTERVAL_COLUMNS`.
    emissions
        National draws per (sub-source, year), tonnes; the year None is all years.
    activities
        Draws of the activity (thousand t, or thousand m3) behind each of the
        inventory's pairs, summed over provinces and years.
    comonotone, independent
        National draws per (category, year position), all cells moving together and
        each cell on its own; empty unless asked for.
    """

    inventory: Inventory
    inputs: DrawnInputs
    intervals: pd.DataFrame
    emissions: dict[tuple[str, int | None], Array]
    activities: dict[int, Array]
    comonotone: dict[tuple[str, int], Array]
    independent: dict[tuple[str, int], Array]


def province_draws(
    inventory: Inventory, inputs: DrawnInputs, province: int
) -> ProvinceDraws:
    """Propagate the draws through one province, row by row in fixed order."""
    rows = inventory.provinces[province]
    cells = tuple(sorted({row.cell for row in rows}))
    place = {cell: i for i, cell in enumerate(cells)}
    emissions = np.zeros((len(cells), inputs.n_draws))
    activities: dict[int, Array] = {}
    values = np.empty(inputs.n_draws)
    for row in rows:
        if row.amount == 0.0:
            continue
        pair = inventory.pairs[row.pair]
        if row.draw_id in inputs.common:
            np.multiply(inputs.common[row.draw_id], row.amount, out=values)
        else:
            if not row.own.is_fixed:
                fill_uniforms(
                    values,
                    seed=inputs.seed,
                    parameter_id=row.draw_id,
                    sampling=inputs.sampling,
                )
            row.own.transform(values)
            values *= row.amount
        values *= inputs.shared[pair.shared]
        if row.pair in activities:
            activities[row.pair] += values
        else:
            activities[row.pair] = values.copy()
        values *= inputs.nodes[pair.node]
        emissions[place[row.cell]] += values
    return ProvinceDraws(
        inventory.province_codes[province], cells, emissions, activities
    )


def _key(level: str, year: int | None, ids: dict[str, str]) -> tuple[Any, ...]:
    named = {"level": level, "reference_year": year, **ids}
    return tuple(named.get(column) for column in KEY_COLUMNS)


def _series_rows(
    level: str,
    ids: dict[str, str],
    years: dict[int, Array],
    points: dict[int, float],
) -> list[tuple[Any, ...]]:
    """Summarise one series: every year, the whole period, and first to last year."""
    blank = (None, None, None)
    rows = []
    summary = np.empty(len(SUMMARY_COLUMNS))
    for year, draws in years.items():
        summarise(draws, summary)
        rows.append((*_key(level, year, ids), points[year], *summary, *blank))
    total = sum(years.values(), start=np.zeros(1))
    summarise(total, summary)
    rows.append((*_key(level, None, ids), sum(points.values()), *summary, *blank))
    first, last = min(years), max(years)
    if len(years) > 1:
        change = years[last] - years[first]
        summarise(change, summary)
        percents: tuple[float | None, ...] = blank
        if years[first].min() > 0.0:
            ordered = np.sort(change / years[first])
            percents = tuple(
                100.0 * percentile(ordered, p) for p in (0.025, 0.5, 0.975)
            )
        point = points[last] - points[first]
        rows.append(
            (*_key(level + TREND_SUFFIX, None, ids), point, *summary, *percents)
        )
    return rows


def _collect(
    inventory: Inventory,
    found: dict[tuple[str, int], Array],
) -> dict[str, dict[int, Array]]:
    """Turn (id, year position) rows into one series of years per id."""
    series: dict[str, dict[int, Array]] = {}
    for (name, year), draws in found.items():
        series.setdefault(name, {})[inventory.years[year]] = draws
    return series


def _province_rows(
    inventory: Inventory, draws: ProvinceDraws, points: ProvinceDraws
) -> list[tuple[Any, ...]]:
    """Summarise a province: its cells, its categories and its total."""
    code = draws.province_code
    rows = []
    places = [inventory.cells[cell] for cell in draws.cells]
    sub_sources = [inventory.sub_source_ids[sub_source] for sub_source, _ in places]
    groupings: list[tuple[str, str, list[str]]] = [
        ("cell", "sub_source_id", sub_sources),
        (
            "province_category",
            "category_id",
            [inventory.category_of[name] for name in sub_sources],
        ),
        ("province", "province_code", [code] * len(places)),
    ]
    for level, column, names in groupings:
        keys = [(name, year) for name, (_, year) in zip(names, places, strict=True)]
        sums = _collect(inventory, _sums(draws.emissions, keys))
        point_sums = _collect(inventory, _sums(points.emissions, keys))
        for name, years in sums.items():
            ids: dict[str, str] = {"province_code": code, column: name}
            at = {year: float(row[0]) for year, row in point_sums[name].items()}
            rows += _series_rows(level, ids, years, at)
    return rows


def _sums(rows: Array, keys: list[tuple[str, int]]) -> dict[tuple[str, int], Array]:
    """Add up rows by (name, year), in the order of the rows."""
    sums: dict[tuple[str, int], Array] = {}
    for row, key in zip(rows, keys, strict=True):
        _add(sums, key, row)
    return sums


def _add(sums: dict[Any, Array], key: Any, row: Array) -> None:
    if key in sums:
        sums[key] += row
    else:
        sums[key] = row.copy()


def _add_all(sums: dict[Any, Array], parts: dict[Any, Array]) -> None:
    for key, row in parts.items():
        _add(sums, key, row)


def _province_result(
    inventory: Inventory,
    exact: Inventory,
    inputs: DrawnInputs,
    exact_inputs: DrawnInputs,
    province: int,
    compare_dependence: bool,
) -> ProvinceResult:
    """Draw and summarise one province; runs in a worker."""
    draws = province_draws(inventory, inputs, province)
    points = province_draws(exact, exact_inputs, province)
    comonotone: dict[tuple[str, int], Array] = {}
    independent: dict[tuple[str, int], Array] = {}
    if compare_dependence:
        for cell, row in zip(draws.cells, draws.emissions, strict=True):
            sub_source, year = inventory.cells[cell]
            name = inventory.sub_source_ids[sub_source]
            stream = f"independent.{draws.province_code}.{name}.{year}"
            order = parameter_rng(inputs.seed, stream).permutation(row.size)
            key = (inventory.category_of[name], year)
            _add(comonotone, key, np.sort(row))
            _add(independent, key, row[order])
    rows = _province_rows(inventory, draws, points)
    return ProvinceResult(draws, rows, comonotone, independent)


def _in_order(
    tasks: Iterator[Callable[[], ProvinceResult]],
    executor: Executor | None,
    n_ahead: int,
) -> Iterator[ProvinceResult]:
    """Yield results in order, with at most `n_ahead` of them under way."""
    if executor is None:
        for task in tasks:
            yield task()
        return
    waiting: deque[Future[ProvinceResult]] = deque()
    for task in tasks:
        waiting.append(executor.submit(task))
        if len(waiting) >= n_ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _national_rows(
    inventory: Inventory,
    emissions: dict[tuple[str, int], Array],
    points: dict[tuple[str, int], float],
    region_sums: dict[tuple[str, int], Array],
    region_points: dict[tuple[str, int], float],
) -> list[tuple[Any, ...]]:
    """Summarise sub-sources, categories, receptors, regions and the nation."""
    rows: list[tuple[Any, ...]] = []
    keys = list(emissions)
    groupings: list[tuple[str, str, list[str]]] = [
        ("sub_source", "sub_source_id", [name for name, _ in keys]),
        ("category", "category_id", [inventory.category_of[name] for name, _ in keys]),
        ("receptor", "receptor_id", [inventory.receptor_of[name] for name, _ in keys]),
        ("national", "", ["" for _ in keys]),
    ]
    for level, column, names in groupings:
        sums: dict[tuple[str, int], Array] = {}
        at: dict[tuple[str, int], float] = {}
        for name, key in zip(names, keys, strict=True):
            _add(sums, (name, key[1]), emissions[key])
            at[name, key[1]] = at.get((name, key[1]), 0.0) + points[key]
        rows += _level_rows(inventory, level, column, sums, at)
    rows += _level_rows(inventory, "region", "region_id", region_sums, region_points)
    return rows


def _level_rows(
    inventory: Inventory,
    level: str,
    column: str,
    sums: dict[tuple[str, int], Array],
    points: dict[tuple[str, int], float],
) -> list[tuple[Any, ...]]:
    rows = []
    for name, years in _collect(inventory, sums).items():
        ids: dict[str, str] = {column: name} if column else {}
        at = {
            inventory.years[year]: value
            for (key, year), value in points.items()
            if key == name
        }
        rows += _series_rows(level, ids, years, at)
    return rows


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
    """Run the Monte Carlo of one method on every level.

    Parameters
    ----------
    seed, n_draws, sampling
        Seed of all streams, number of draws, simple random or Latin hypercube.
    compare_dependence
        Also add up the cells as if independent, and as if fully dependent.
    executor, n_ahead
        Pool that works on provinces, and how many it may be ahead; no pool, no
        parallel work. The result does not depend on either.
    on_progress
        Called with provinces done and provinces in all.
    """
    if n_draws < 1:
        raise ValueError(f"n_draws is {n_draws}, expected 1 or more")
    inputs = draw_inputs(inventory, seed=seed, n_draws=n_draws, sampling=sampling)
    exact = inventory.without_spread()
    exact_inputs = draw_inputs(exact, seed=seed, n_draws=1)
    n_provinces = len(inventory.provinces)
    tasks = (
        partial(
            _province_result,
            inventory,
            exact,
            inputs,
            exact_inputs,
            province,
            compare_dependence,
        )
        for province in range(n_provinces)
    )
    rows: list[tuple[Any, ...]] = []
    emissions: dict[tuple[str, int], Array] = {}
    regions: dict[tuple[str, int], Array] = {}
    activities: dict[int, Array] = {}
    comonotone: dict[tuple[str, int], Array] = {}
    independent: dict[tuple[str, int], Array] = {}
    for done, result in enumerate(_in_order(tasks, executor, n_ahead), start=1):
        draws = result.draws
        region = inventory.region_of[draws.province_code]
        for cell, row in zip(draws.cells, draws.emissions, strict=True):
            sub_source, year = inventory.cells[cell]
            _add(emissions, (inventory.sub_source_ids[sub_source], year), row)
            if region is not None:
                _add(regions, (region, year), row)
        _add_all(activities, draws.activities)
        _add_all(comonotone, result.comonotone)
        _add_all(independent, result.independent)
        rows += result.rows
        if on_progress is not None:
            on_progress(done, n_provinces)
    emissions = dict(sorted(emissions.items()))
    points, region_points = _points(exact, exact_inputs)
    rows += _national_rows(
        inventory, emissions, points, dict(sorted(regions.items())), region_points
    )
    national: dict[tuple[str, int | None], Array] = {}
    for (name, year), row in emissions.items():
        national[name, inventory.years[year]] = row
        _add(national, (name, None), row)
    return Simulation(
        inventory=inventory,
        inputs=inputs,
        intervals=pd.DataFrame.from_records(rows, columns=list(INTERVAL_COLUMNS)),
        emissions=national,
        activities=dict(sorted(activities.items())),
        comonotone=comonotone,
        independent=independent,
    )


def _points(
    exact: Inventory, exact_inputs: DrawnInputs
) -> tuple[dict[tuple[str, int], float], dict[tuple[str, int], float]]:
    """Point emissions by (sub-source, year) and by (region, year)."""
    points: dict[tuple[str, int], float] = {}
    regions: dict[tuple[str, int], float] = {}
    for province, code in enumerate(exact.province_codes):
        draws = province_draws(exact, exact_inputs, province)
        for cell, row in zip(draws.cells, draws.emissions, strict=True):
            sub_source, year = exact.cells[cell]
            key = (exact.sub_source_ids[sub_source], year)
            points[key] = points.get(key, 0.0) + float(row[0])
            region = exact.region_of[code]
            if region is not None:
                at = (region, year)
                regions[at] = regions.get(at, 0.0) + float(row[0])
    return points, regions


def stored_draws(
    inventory: Inventory,
    *,
    seed: int,
    n_draws: int,
    n_keep: int,
    sampling: Sampling = "random",
) -> Iterator[ProvinceDraws]:
    """Yield the first `n_keep` of `n_draws` draws of every cell, province by province.

    They are the very draws `simulate` uses: draws are exchangeable, so the first ones
    are a simple random sample of all, and the same draw number means the same
    parameter values in every cell and every method.
    """
    inputs = draw_inputs(inventory, seed=seed, n_draws=n_draws, sampling=sampling)
    if sampling == "random":
        # A random stream begins alike whatever its length: draw only what is kept.
        inputs = first_draws(inputs, n_keep)
    for province in range(len(inventory.provinces)):
        draws = province_draws(inventory, inputs, province)
        yield ProvinceDraws(
            draws.province_code,
            draws.cells,
            draws.emissions[:, :n_keep],
            draws.activities,
        )
