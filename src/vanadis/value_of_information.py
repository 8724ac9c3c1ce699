"""Which measurement would narrow the national interval, and by how much."""

from collections.abc import Iterable
from functools import reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.inventory_model import Pair
from vanadis.montecarlo import Simulation
from vanadis.uncertain_inputs import outputs, own_part_name, varying_own_parts

Array = NDArray[np.float64]

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
    national = outputs(run)["national", ""]
    width = _width(national)
    found = [
        (name, kind, _width(national + change))
        for kind, changes in (
            ("factor", _factors_halved(run)),
            ("activity_shared", _shared_parts_halved(run)),
            ("activity_own", _own_parts_halved(run)),
        )
        for name, change in changes
    ]
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


def _factors_halved(run: Simulation) -> Iterable[tuple[str, Array]]:
    """Change of the national emission with half the spread of each parameter."""
    inventory, inputs = run.inventory, run.inputs
    activity_of: dict[str, Array] = {}
    for pair, activity in sorted(run.activities.items()):
        known = activity_of.get(pair.node_id)
        activity_of[pair.node_id] = activity if known is None else known + activity
    for row, (name, nodes) in enumerate(
        inventory.graph.dependents(inventory.node_ids).items()
    ):
        nodes = [node for node in nodes if node in activity_of]
        if not nodes or np.ptp(inputs.parameters[row]) == 0.0:
            continue
        parameters = inputs.parameters.copy()
        parameters[row] = _halved(parameters[row])
        factors = inventory.graph.evaluate(parameters, nodes)
        yield (
            name,
            _added(
                activity_of[node] * (factor - inputs.factors[node])
                for node, factor in zip(nodes, factors, strict=True)
            ),
        )


def _shared_parts_halved(run: Simulation) -> Iterable[tuple[str, Array]]:
    """Change of the national emission with half the spread of each shared part."""
    shared = run.inputs.shared
    emissions = _pair_emissions(run)
    for stream in sorted({part.stream for part in shared}):
        if any(np.ptp(shared[part]) > 0.0 for part in shared if part.stream == stream):
            yield (
                stream,
                _added(
                    emission * (_halved(shared[p.shared]) / shared[p.shared] - 1.0)
                    for p, emission in emissions.items()
                    if p.shared.stream == stream
                ),
            )


def _own_parts_halved(run: Simulation) -> Iterable[tuple[str, Array]]:
    """Change of the national emission with half the spread of all own parts."""
    emissions = _pair_emissions(run)
    amounts = dict.fromkeys(emissions, 0.0)
    for row in run.inventory.rows():
        if row.pair in amounts:
            amounts[row.pair] += row.amount
    for name in sorted(varying_own_parts(run.inventory)):
        # The emission is linear in the own parts, whose mean is one: half way to
        # what it is without them is exact.
        yield (
            own_part_name(name),
            _added(
                amounts[p] * run.inputs.shared[p.shared] * run.inputs.factors[p.node_id]
                - emission
                for p, emission in emissions.items()
                if p.sub_source_id == name
            )
            / 2.0,
        )


def _pair_emissions(run: Simulation) -> dict[Pair, Array]:
    """National emission of the whole period by pair, tonnes."""
    return {
        pair: activity * run.inputs.factors[pair.node_id]
        for pair, activity in sorted(run.activities.items())
    }


def _added(rows: Iterable[Array]) -> Array:
    return reduce(np.add, rows)


def _halved(draws: Array) -> Array:
    return np.asarray((draws + draws.mean()) / 2.0)


def _width(draws: Array) -> float:
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(high - low)
