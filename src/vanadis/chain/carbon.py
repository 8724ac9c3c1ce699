"""Carbon of the stages: scenario laws, wide on purpose, shifted by the power grid.

A law states an intensity at the reference grid; a year's intensity adds the stage's
power use times the difference of that year's grid factor.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vanadis.chain.balance import S1, S2, S3, S4, S5, Balance, stage_outputs
from vanadis.chain.costs import without_scrap
from vanadis.chain.inputs import Draws
from vanadis.chain.linkages import carried_totals, input_coefficients

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Carbon:
    """Carbon of the stages: axes are years, draws, stages.

    Attributes
    ----------
    masses
        Stage output in the mass its intensity refers to, t: t V for S1, t product
        elsewhere.
    intensities
        t CO2 per t of that mass, gate to gate; S1 carries the part of the
        cradle-to-gate figure that lies before the oxide plant.
    emissions
        t CO2.
    embodied
        t CO2 of all domestic stages carried by one t V of output.
    """

    masses: FloatArray
    intensities: FloatArray
    emissions: FloatArray
    embodied: FloatArray


def stage_carbon(draws: Draws, balance: Balance) -> Carbon:
    """Return intensities, emissions and embodied carbon of every stage."""
    of_oxide = draws.constant("v_fraction", "s2")
    grid_change = draws.by_year("grid_factor", "") - draws.constant(
        "grid_factor", "reference"
    )
    stone_coal = draws.constant("route_share", "s2.stone_coal")
    nitride = draws.constant("route_share", "s3.vn")

    slag_route = draws.constant("carbon_intensity", "s2.slag")
    oxide = (1 - stone_coal) * slag_route
    oxide = oxide + stone_coal * draws.constant("carbon_intensity", "s2.stone_coal")
    # The cradle-to-gate figure is one of the slag route, so its gate part is too.
    before_oxide = draws.constant("carbon_intensity", "s2.cradle") - slag_route
    in_mine_output = before_oxide / of_oxide * balance.yields[..., S2]
    in_oxide = oxide + draws.constant("electricity", "s2") * grid_change
    in_alloy = (1 - nitride) * (
        draws.constant("carbon_intensity", "s3.fev")
        + draws.constant("electricity", "s3.fev") * grid_change
    ) + nitride * (
        draws.constant("carbon_intensity", "s3.vn")
        + draws.constant("electricity", "s3.vn") * grid_change
    )
    shape = in_alloy.shape
    intensities = np.stack(
        [
            in_mine_output,
            in_oxide,
            in_alloy,
            np.broadcast_to(draws.constant("carbon_intensity", "s4"), shape),
            np.broadcast_to(draws.constant("carbon_intensity", "s5"), shape),
        ],
        axis=-1,
    )
    masses = product_masses(draws, balance)
    emissions = intensities * masses
    return Carbon(
        masses=masses,
        intensities=intensities,
        emissions=emissions,
        embodied=carried_totals(
            emissions / balance.outputs,
            input_coefficients(without_scrap(balance.flows), balance.outputs),
        ),
    )


def product_masses(draws: Draws, balance: Balance) -> FloatArray:
    """Return stage outputs as sold, t: t V for S1, t product for the others.

    The vanadium content of the mass printed for S4 is not known; that mass moves with
    the vanadium when a user states another output.
    """
    outputs = balance.outputs
    of_oxide = draws.constant("v_fraction", "s2")
    in_steel = draws.by_year("output", "s4") / stage_outputs(draws)[..., S4]
    return np.stack(
        [
            outputs[..., S1],
            outputs[..., S2] / of_oxide,
            outputs[..., S3] / draws.constant("v_fraction", "s3"),
            outputs[..., S4] * in_steel,
            outputs[..., S5] / of_oxide,
        ],
        axis=-1,
    )
