"""How a change of pace at one stage runs through the chain, step by step.

A shock is a relative change of unit-time output. Downstream a stage follows the part
of its feed that comes from the changed stage (Ghosh's allocation, each step times the
receiving stage's yield); upstream a stage follows the part of its output that the
changed stage takes (Leontief's requirements). Both are linear in the shock.
"""

import numpy as np
from numpy.typing import NDArray

from vanadis.chain.linkages import total_requirements

FloatArray = NDArray[np.float64]


def downstream_matrix(flows: FloatArray, feeds: FloatArray) -> FloatArray:
    """Return ``D_ji = Z_ij / feed_j``: relative change of j per relative change of i.

    This is Ghosh's ``G' = (Z_ij / x_i)'`` times the yield ``x_j / feed_j`` of the
    receiving stage, written for relative instead of absolute changes.
    """
    shares = np.divide(
        flows,
        feeds[..., None, :],
        out=np.zeros_like(flows),
        where=feeds[..., None, :] > 0,
    )
    return np.swapaxes(shares, -1, -2)


def upstream_matrix(flows: FloatArray, outputs: FloatArray) -> FloatArray:
    """Return ``U_ij = Z_ij / x_i``: relative change of i per relative change of j.

    This is Leontief's ``A_ij = Z_ij / x_j`` written for relative changes.
    """
    return np.asarray(flows / outputs[..., :, None])


def propagate(
    matrix: FloatArray, shock: FloatArray, *, horizons: int, pass_through: float = 1.0
) -> FloatArray:
    """Return the responses of steps 0 to ``horizons``: ``(lambda M)^k d``.

    Returns
    -------
    numpy.ndarray
        The step stands on a new axis before the stage axis.
    """
    if not 0.0 < pass_through <= 1.0:
        raise ValueError(f"pass_through is {pass_through:g}, expected in (0, 1]")
    steps = [
        np.broadcast_to(shock, np.broadcast_shapes(matrix.shape[:-1], shock.shape))
    ]
    for _ in range(horizons):
        steps.append(pass_through * (matrix @ steps[-1][..., None])[..., 0])
    return np.stack(steps, axis=-2)


def cumulate(
    matrix: FloatArray, shocks: FloatArray, *, pass_through: float = 1.0
) -> FloatArray:
    """Return the sum over all steps, ``(I - lambda M)^-1 d``, one shock per row."""
    totals = total_requirements(pass_through * matrix)
    return np.asarray(shocks @ np.swapaxes(totals, -1, -2))


def cost_multipliers(feed_share: FloatArray) -> FloatArray:
    """Return ``(I - S')^-1``: cost changes passed on along all feeds.

    Parameters
    ----------
    feed_share
        Share of the row stage's feed in the unit cost of the column stage.
    """
    return np.swapaxes(total_requirements(feed_share), -1, -2)


def cost_response(
    output_response: FloatArray, fixed_cost_share: FloatArray, multipliers: FloatArray
) -> FloatArray:
    """Return the relative change of unit costs under a response of the pace.

    Solves ``dlnC_i = -phi_i dln u_i + sum_j s_ji dlnC_j``: a faster pace spreads the
    fixed cost phi, and dearer feed (cost share s of stage j in stage i) is passed on.
    """
    own = -fixed_cost_share * output_response
    return np.asarray((multipliers @ own[..., None])[..., 0])


def carbon_response(
    output_response: FloatArray, carbon_elasticity: FloatArray
) -> FloatArray:
    """Return the relative change of carbon intensities, ``psi_i dln u_i``."""
    return np.asarray(carbon_elasticity * output_response)
