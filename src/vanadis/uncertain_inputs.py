"""Inputs and outputs of a simulation by name, as the sensitivities set them together.

Factor parameters stand for themselves, and an activity's shared part stands under
`activity.<dependence group>`. The own parts of a sub-source's activities, thousands
of them, enter as one input `activity.<sub-source>`: their sum at point factors.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from vanadis.inventory_model import Inventory
from vanadis.montecarlo import Simulation

Array = NDArray[np.float64]

# An output: its level, and its key on that level (none for the nation).
Output = tuple[str, str]


@dataclass(frozen=True)
class Inputs:
    """Uncertain inputs by name, their kind, and one row of draws each."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    draws: Array


def own_part_name(sub_source_id: str) -> str:
    """Return the name under which a sub-source's own activity parts enter."""
    return f"activity.{sub_source_id}"


def simulation_inputs(run: Simulation) -> Inputs:
    """Collect the inputs of a simulation that do vary."""
    inventory = run.inventory
    rows: list[tuple[str, str, Array]] = [
        (name, "factor", draws)
        for name, draws in zip(
            inventory.parameter_ids, run.inputs.parameters, strict=True
        )
    ]
    # Parts of one system have one stream: the widest stands for them all.
    widest = {
        part.stream: draws
        for part, draws in sorted(
            run.inputs.shared.items(), key=lambda item: inventory.shared[item[0]].sd
        )
    }
    rows += [
        (stream, "activity_shared", draws) for stream, draws in sorted(widest.items())
    ]
    own = own_parts(run)
    rows += [
        (own_part_name(name), "activity_own", own[name])
        for name in sorted(varying_own_parts(inventory))
    ]
    varying = [row for row in rows if np.ptp(row[2]) > 0.0]
    return Inputs(
        tuple(name for name, _, _ in varying),
        tuple(kind for _, kind, _ in varying),
        np.array([draws for _, _, draws in varying]).reshape(
            len(varying), run.inputs.n_draws
        ),
    )


def varying_own_parts(inventory: Inventory) -> set[str]:
    """Return the sub-sources whose activities have own parts that vary."""
    return {
        row.pair.sub_source_id
        for row in inventory.rows()
        if not row.own.is_fixed and row.amount != 0.0
    }


def own_parts(run: Simulation) -> dict[str, Array]:
    """Sum of own activity parts per sub-source, at point factors, tonnes."""
    points = run.inventory.point_factors
    found: dict[str, Array] = {}
    for pair, activity in sorted(run.activities.items()):
        part = points[pair.node_id] * activity / run.inputs.shared[pair.shared]
        name = pair.sub_source_id
        found[name] = found[name] + part if name in found else part
    return found


def outputs(run: Simulation) -> dict[Output, Array]:
    """Draws of the whole period by level and key: sub-sources, categories, nation."""
    found: dict[Output, Array] = {}
    for name, years in sorted(run.sub_sources.draws.items()):
        draws = reduce(np.add, (years[year] for year in sorted(years)))
        found["sub_source", name] = draws
        for key in [("category", run.inventory.category_of[name]), ("national", "")]:
            found[key] = found[key] + draws if key in found else draws
    return dict(sorted(found.items()))


def drivers(run: Simulation) -> Mapping[Output, set[str]]:
    """Names of the inputs that each output depends on at all."""
    inventory = run.inventory
    parameters_of: dict[str, set[str]] = {}
    for parameter, nodes in inventory.graph.dependents(inventory.node_ids).items():
        for node in nodes:
            parameters_of.setdefault(node, set()).add(parameter)
    found: dict[Output, set[str]] = {}
    for pair in run.activities:
        name = pair.sub_source_id
        names = {
            pair.shared.stream,
            own_part_name(name),
            *parameters_of.get(pair.node_id, set()),
        }
        for key in [
            ("sub_source", name),
            ("category", inventory.category_of[name]),
            ("national", ""),
        ]:
            found.setdefault(key, set()).update(names)
    return found
