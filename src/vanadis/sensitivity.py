"""Which inputs drive the uncertainty, and which measurement would narrow it.

Everything is read off the draws of one simulation: correlations, variance shares with
their interval, a given-data first-order index, and the width that the national
interval would have if one input were known twice as well.

References
----------
Benjamini, Y. and Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57.
Plischke, E., Borgonovo, E. and Smith, C. L. (2013). Global sensitivity measures from
given data. European Journal of Operational Research 226(3), 536-550.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from vanadis.montecarlo import Simulation

Array = NDArray[np.float64]

N_BLOCKS = 50
N_LEADING = 10
INPUT_KINDS = ("factor", "activity_shared", "activity_own")


@dataclass(frozen=True)
class Inputs:
    """Uncertain inputs by name, their kind, and one row of draws each."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    draws: Array


def simulation_inputs(run: Simulation) -> Inputs:
    """Collect the inputs of a simulation that do vary.

    Factor parameters stand for themselves; an activity's shared part stands under
    `activity.<dependence group>`; the own parts of a sub-source, thousands of them,
    enter as one input `activity.<sub-source>`: their sum weighted with point factors.
    """
    inventory = run.inventory
    rows: list[tuple[str, str, Array]] = [
        (name, "factor", draws)
        for name, draws in zip(
            inventory.parameter_ids, run.inputs.parameters, strict=True
        )
    ]
    widest: dict[str, tuple[float, Array]] = {}
    for stream, law, draws in zip(
        inventory.shared_streams, inventory.shared, run.inputs.shared, strict=True
    ):
        if stream not in widest or law.sd > widest[stream][0]:
            widest[stream] = law.sd, draws
    rows += [
        (stream, "activity_shared", draws)
        for stream, (_, draws) in sorted(widest.items())
    ]
    varying_parts = _own_parts_that_vary(run)
    for name, draws in own_parts(run).items():
        if name in varying_parts:
            rows.append((f"activity.{name}", "activity_own", draws))
    varying = [row for row in rows if np.ptp(row[2]) > 0.0]
    return Inputs(
        tuple(name for name, _, _ in varying),
        tuple(kind for _, kind, _ in varying),
        np.array([draws for _, _, draws in varying]).reshape(
            len(varying), run.inputs.n_draws
        ),
    )


def _own_parts_that_vary(run: Simulation) -> set[str]:
    inventory = run.inventory
    return {
        inventory.sub_source_ids[inventory.pairs[row.pair].sub_source]
        for rows in inventory.provinces
        for row in rows
        if not row.own.is_fixed and row.amount != 0.0
    }


def own_parts(run: Simulation) -> dict[str, Array]:
    """Sum of own activity parts per sub-source, at point factors, tonnes."""
    inventory = run.inventory
    points = inventory.graph.evaluate(inventory.points[:, None], inventory.node_ids)
    found: dict[str, Array] = {}
    for index, activity in run.activities.items():
        pair = inventory.pairs[index]
        name = inventory.sub_source_ids[pair.sub_source]
        part = points[pair.node, 0] * activity / run.inputs.shared[pair.shared]
        found[name] = found[name] + part if name in found else part
    return dict(sorted(found.items()))


def standardised(rows: Array) -> Array:
    """Rows with mean 0 and sum of squares 1, so that r is a plain product."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).sum(axis=1, keepdims=True)))


def correlation_p(coefficients: Array, n_draws: int) -> Array:
    """Two-sided p-values of correlation coefficients by Student's t."""
    rest = np.maximum(1.0 - coefficients**2, np.finfo(np.float64).tiny)
    t = coefficients * np.sqrt((n_draws - 2) / rest)
    return np.asarray(2.0 * stats.t.sf(np.abs(t), n_draws - 2))


def share_interval(inputs: Array, output: Array) -> tuple[Array, Array]:
    """95 % interval of the squared correlation by the delete-a-block jackknife."""
    n_blocks = min(N_BLOCKS, output.size // 2)
    edges = np.linspace(0, output.size, n_blocks + 1).astype(int)[:-1]

    def block_sums(values: Array) -> Array:
        return np.add.reduceat(values, edges, axis=-1)

    x, y, n = block_sums(inputs), block_sums(output), block_sums(np.ones(output.size))
    xx, yy = block_sums(inputs**2), block_sums(output**2)
    xy = block_sums(inputs * output)

    def without_each(sums: Array) -> Array:
        return np.asarray(sums.sum(axis=-1, keepdims=True) - sums)

    x, y, n, xx, yy, xy = (without_each(sums) for sums in (x, y, n, xx, yy, xy))
    covariance = xy - x * y / n
    shares = covariance**2 / ((xx - x**2 / n) * (yy - y**2 / n))
    centre = shares.mean(axis=1, keepdims=True)
    variance = (n_blocks - 1) / n_blocks * ((shares - centre) ** 2).sum(axis=1)
    half = stats.norm.ppf(0.975) * np.sqrt(variance)
    middle = centre[:, 0]
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def first_order_index(x: Array, y: Array) -> float:
    """First-order index Var(E[y|x]) / Var(y) from draws that already exist.

    Draws are cut into classes of equal size along x, and E[y|x] is a straight line in
    each; what the lines explain is freed of what chance alone would put there.
    """
    n_classes = int(np.clip(np.sqrt(x.size) / 2.0, 2, 100))
    total = float(((y - y.mean()) ** 2).sum())
    if total == 0.0:
        return 0.0
    residual = 0.0
    for at in np.array_split(np.argsort(x, kind="stable"), n_classes):
        u, v = x[at] - x[at].mean(), y[at] - y[at].mean()
        squares = float((u * u).sum())
        slope = float((u * v).sum()) / squares if squares > 0.0 else 0.0
        residual += float(((v - slope * u) ** 2).sum())
    explained = total - residual
    noise = (2 * n_classes - 1) * residual / (y.size - 2 * n_classes)
    return max((explained - noise) / total, 0.0)


def outputs(run: Simulation) -> dict[tuple[str, str], Array]:
    """Draws of the whole period by level and key: sub-sources, categories, nation."""
    found: dict[tuple[str, str], Array] = {}
    for (name, year), draws in run.emissions.items():
        if year is not None:
            continue
        found["sub_source", name] = draws
        for key in [
            ("category", run.inventory.category_of[name]),
            ("national", ""),
        ]:
            found[key] = found[key] + draws if key in found else draws.copy()
    return dict(sorted(found.items()))


def drivers(run: Simulation) -> Mapping[tuple[str, str], set[str]]:
    """Names of the inputs that each output depends on at all."""
    inventory = run.inventory
    users = inventory.graph.dependents(inventory.node_ids)
    parameters_of: dict[str, set[str]] = {}
    for parameter, nodes in users.items():
        for node in nodes:
            parameters_of.setdefault(node, set()).add(parameter)
    found: dict[tuple[str, str], set[str]] = {}
    for pair in inventory.pairs:
        name = inventory.sub_source_ids[pair.sub_source]
        names = {
            inventory.shared_streams[pair.shared],
            f"activity.{name}",
            *parameters_of.get(inventory.node_ids[pair.node], set()),
        }
        for key in [
            ("sub_source", name),
            ("category", inventory.category_of[name]),
            ("national", ""),
        ]:
            found.setdefault(key, set()).update(names)
    return found


SENSITIVITY_COLUMNS = (
    "level",
    "sub_source_id",
    "category_id",
    "parameter_id",
    "input_kind",
    "n_draws",
    "pearson_coef",
    "pearson_p",
    "pearson_adjusted_p",
    "spearman_coef",
    "spearman_p",
    "spearman_adjusted_p",
    "variance_share_frac",
    "variance_share_p025_frac",
    "variance_share_p975_frac",
    "first_order_frac",
    "influence_rank",
)


def sensitivities(run: Simulation) -> pd.DataFrame:
    """Correlate every output with the inputs it depends on.

    Adjusted p-values hold the false discovery rate within one output. Variance shares
    are squared linear correlations; the first-order index is given for the leading
    inputs of each output.
    """
    inputs = simulation_inputs(run)
    n_draws = run.inputs.n_draws
    x, x_ranks = (
        standardised(inputs.draws),
        standardised(stats.rankdata(inputs.draws, axis=1)),
    )
    depends = drivers(run)
    records: list[dict[str, object]] = []
    for (level, key), draws in outputs(run).items():
        at = [i for i, name in enumerate(inputs.names) if name in depends[level, key]]
        if not at or np.ptp(draws) == 0.0:
            continue
        pearson = x[at] @ standardised(draws[None, :])[0]
        spearman = x_ranks[at] @ standardised(stats.rankdata(draws)[None, :])[0]
        pearson_p = correlation_p(pearson, n_draws)
        spearman_p = correlation_p(spearman, n_draws)
        low, high = share_interval(inputs.draws[at], draws)
        adjusted = stats.false_discovery_control(pearson_p)
        rank_adjusted = stats.false_discovery_control(spearman_p)
        order = np.argsort(-(pearson**2), kind="stable")
        rank = np.empty(len(at), dtype=int)
        rank[order] = np.arange(1, len(at) + 1)
        for i, index in enumerate(at):
            leading = rank[i] <= N_LEADING
            records.append(
                {
                    "level": level,
                    "sub_source_id": key if level == "sub_source" else None,
                    "category_id": key if level == "category" else None,
                    "parameter_id": inputs.names[index],
                    "input_kind": inputs.kinds[index],
                    "n_draws": n_draws,
                    "pearson_coef": pearson[i],
                    "pearson_p": pearson_p[i],
                    "pearson_adjusted_p": adjusted[i],
                    "spearman_coef": spearman[i],
                    "spearman_p": spearman_p[i],
                    "spearman_adjusted_p": rank_adjusted[i],
                    "variance_share_frac": pearson[i] ** 2,
                    "variance_share_p025_frac": low[i],
                    "variance_share_p975_frac": high[i],
                    "first_order_frac": first_order_index(inputs.draws[index], draws)
                    if leading
                    else None,
                    "influence_rank": rank[i],
                }
            )
    return pd.DataFrame.from_records(records, columns=list(SENSITIVITY_COLUMNS))


VALUE_COLUMNS = (
    "parameter_id",
    "input_kind",
    "interval_width_t",
    "halved_width_t",
    "width_reduction_pct",
    "value_rank",
)


def value_of_information(run: Simulation) -> pd.DataFrame:
    """Halve the spread of one input after another and measure the interval again.

    An input's draws are drawn together half way to their mean, which halves its
    standard deviation and keeps its shape, bounds and dependence. The national
    emission of the whole period is evaluated again, exactly.
    """
    inventory, inputs = run.inventory, run.inputs
    national = outputs(run)["national", ""]
    width = _width(national)
    pair_emissions = {
        index: activity * inputs.nodes[inventory.pairs[index].node]
        for index, activity in run.activities.items()
    }
    found: list[tuple[str, str, float]] = []
    node_place = {name: i for i, name in enumerate(inventory.node_ids)}
    affected = inventory.graph.dependents(inventory.node_ids)
    for row, name in enumerate(inventory.parameter_ids):
        nodes = affected[name]
        if not nodes or np.ptp(inputs.parameters[row]) == 0.0:
            continue
        parameters = inputs.parameters.copy()
        parameters[row] = _halved(parameters[row])
        values = inventory.graph.evaluate(parameters, nodes)
        places = {
            node_place[node]: value for node, value in zip(nodes, values, strict=True)
        }
        draws = national.copy()
        for index, activity in run.activities.items():
            node = inventory.pairs[index].node
            if node in places:
                draws += activity * (places[node] - inputs.nodes[node])
        found.append((name, "factor", _width(draws)))
    for stream in sorted(set(inventory.shared_streams)):
        draws = national.copy()
        for index, emission in pair_emissions.items():
            shared = inventory.pairs[index].shared
            if inventory.shared_streams[shared] == stream:
                part = inputs.shared[shared]
                draws += emission * (_halved(part) / part - 1.0)
        if any(
            np.ptp(part) > 0.0
            for part, name in zip(inputs.shared, inventory.shared_streams, strict=True)
            if name == stream
        ):
            found.append((stream, "activity_shared", _width(draws)))
    exact = _without_own_parts(run)
    varying_parts = _own_parts_that_vary(run)
    for sub_source, name in enumerate(inventory.sub_source_ids):
        if name not in varying_parts:
            continue
        draws = national.copy()
        for index, emission in pair_emissions.items():
            if inventory.pairs[index].sub_source == sub_source:
                # The emission is linear in the own parts: half way is exact.
                draws += (exact[index] - emission) / 2.0
        found.append((f"activity.{name}", "activity_own", _width(draws)))
    table = pd.DataFrame(
        found, columns=["parameter_id", "input_kind", "halved_width_t"]
    )
    table["interval_width_t"] = width
    table["width_reduction_pct"] = 100.0 * (1.0 - table["halved_width_t"] / width)
    table = table.sort_values(
        ["width_reduction_pct", "parameter_id"], ascending=[False, True]
    )
    table["value_rank"] = np.arange(1, len(table) + 1)
    return table[list(VALUE_COLUMNS)].reset_index(drop=True)


def _without_own_parts(run: Simulation) -> dict[int, Array]:
    """Emission per pair with every own part at its mean of one."""
    inventory, inputs = run.inventory, run.inputs
    amounts = dict.fromkeys(run.activities, 0.0)
    for rows in inventory.provinces:
        for row in rows:
            if row.pair in amounts:
                amounts[row.pair] += row.amount
    return {
        index: amount
        * inputs.shared[inventory.pairs[index].shared]
        * inputs.nodes[inventory.pairs[index].node]
        for index, amount in amounts.items()
    }


def _halved(draws: Array) -> Array:
    return np.asarray((draws + draws.mean()) / 2.0)


def _width(draws: Array) -> float:
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(high - low)
