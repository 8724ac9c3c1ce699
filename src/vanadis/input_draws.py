"""Draws of what many rows use: parameters, factors, shared and common parts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vanadis.dependence import rank_correlated, shares_of_one
from vanadis.distributions import draw
from vanadis.inventory_model import Activity, Inventory, SharedPart
from vanadis.streams import Sampling, fill_uniforms

Array = NDArray[np.float64]


@dataclass(frozen=True)
class InputDraws:
    """One column per draw: factor parameters by row, all else by name.

    `common` are own parts that several rows take, by draw_id.
    """

    parameters: Array
    factors: Mapping[str, Array]
    shared: Mapping[SharedPart, Array]
    common: Mapping[str, Array]
    seed: int
    n_draws: int
    sampling: Sampling

    def fill_own_part(self, row: Activity, out: Array) -> None:
        """Fill `out` with the own part of one activity row, from its own stream."""
        if not row.own.is_fixed:
            fill_uniforms(
                out,
                seed=self.seed,
                parameter_id=row.draw_id,
                sampling=self.sampling,
            )
        row.own.transform(out)


def draw_parameters(
    inventory: Inventory, *, seed: int, n_draws: int, sampling: Sampling
) -> Array:
    """Draw the factor parameters with their dependence, one row each."""
    values = draw(inventory.laws, seed=seed, n_draws=n_draws, sampling=sampling)
    for group in inventory.correlations:
        at = list(group.parameters)
        values[at] = rank_correlated(
            values[at],
            group.matrix,
            parameter_ids=[inventory.parameter_ids[i] for i in at],
            dependence_group_id=group.dependence_group_id,
            seed=seed,
        )
    for whole in inventory.compositions:
        at = list(whole.parameters)
        values[at] = shares_of_one(values[at], at_most=whole.at_most)
    return values


def draw_inputs(
    inventory: Inventory, *, seed: int, n_draws: int, sampling: Sampling = "random"
) -> InputDraws:
    """Draw everything that more than one activity row uses."""
    parameters = draw_parameters(
        inventory, seed=seed, n_draws=n_draws, sampling=sampling
    )
    factors = inventory.graph.evaluate(parameters, inventory.node_ids)
    shared = {}
    for part, law in inventory.shared.items():
        shared[part] = np.empty(n_draws)
        fill_uniforms(
            shared[part], seed=seed, parameter_id=part.stream, sampling=sampling
        )
        law.transform(shared[part])
    common: dict[str, Array] = {}
    inputs = InputDraws(
        parameters=parameters,
        factors=dict(zip(inventory.node_ids, factors, strict=True)),
        shared=shared,
        common=common,
        seed=seed,
        n_draws=n_draws,
        sampling=sampling,
    )
    takers = Counter(row.draw_id for row in inventory.rows())
    for row in inventory.rows():
        if takers[row.draw_id] > 1 and row.draw_id not in common:
            common[row.draw_id] = np.empty(n_draws)
            inputs.fill_own_part(row, common[row.draw_id])
    return inputs
