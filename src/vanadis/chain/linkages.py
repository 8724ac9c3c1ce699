"""Input-output measures of the stages: Leontief, Ghosh, Rasmussen, extraction.

Every function takes flows ``Z`` (from row stage to column stage) and outputs ``x``
and works on any leading axes, so years and Monte Carlo draws are just more axes.
Formulas after Miller and Blair (2009), chapters 2 and 12.
"""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def input_coefficients(flows: FloatArray, outputs: FloatArray) -> FloatArray:
    """Return Leontief input coefficients ``A_ij = Z_ij / x_j``."""
    return np.asarray(flows / outputs[..., None, :])


def allocation_coefficients(flows: FloatArray, outputs: FloatArray) -> FloatArray:
    """Return Ghosh allocation coefficients ``G_ij = Z_ij / x_i``."""
    return np.asarray(flows / outputs[..., :, None])


def spectral_radius(coefficients: FloatArray) -> FloatArray:
    """Return the largest absolute eigenvalue of each matrix."""
    return np.asarray(np.abs(np.linalg.eigvals(coefficients)).max(axis=-1))


def total_requirements(coefficients: FloatArray) -> FloatArray:
    """Return ``(I - C)^-1``: Leontief's L for A, Ghosh's H for G.

    Raises
    ------
    ValueError
        When a matrix has a spectral radius of one or more: its series of rounds
        does not converge and the inverse means nothing.

    Notes
    -----
    For non-negative coefficients the radius is below one exactly when the inverse
    exists and is not negative (Hawkins and Simon), which is far cheaper to see than
    eigenvalues.
    """
    identity = np.eye(coefficients.shape[-1])
    if np.any(~(coefficients >= 0)):
        raise ValueError("a coefficient is negative or missing, expected 0 or more")
    try:
        inverse = np.linalg.inv(identity - coefficients)
    except np.linalg.LinAlgError:
        inverse = np.full_like(coefficients, -1.0)
    if np.any(inverse < -1e-12):
        radius = float(spectral_radius(coefficients).max())
        raise ValueError(
            f"spectral radius is {radius:.6g}, expected below 1: "
            "a loop of stages returns more than it takes"
        )
    return np.asarray(inverse)


def backward_linkages(requirements: FloatArray) -> FloatArray:
    """Return column sums of L: output of all stages behind one unit of final demand."""
    return np.asarray(requirements.sum(axis=-2))


def forward_linkages(requirements: FloatArray) -> FloatArray:
    """Return row sums: of H the output that one unit of primary input carries."""
    return np.asarray(requirements.sum(axis=-1))


def rasmussen_index(linkages: FloatArray) -> FloatArray:
    """Return linkages divided by their mean over the stages (1 = average)."""
    return np.asarray(linkages / linkages.mean(axis=-1, keepdims=True))


def extraction_weights(requirements: FloatArray, outputs: FloatArray) -> FloatArray:
    """Return the share of all output lost when one stage is taken out.

    Total extraction (Miller and Blair 2009, chapter 12): row and column of the stage
    and its final demand are set to zero. What the others then lose is
    ``L_ji x_i / L_ii``, so with the stage's own output the loss is
    ``x_i sum_j L_ji / L_ii``.
    """
    diagonal = np.diagonal(requirements, axis1=-2, axis2=-1)
    lost = outputs * requirements.sum(axis=-2) / diagonal
    return np.asarray(lost / outputs.sum(axis=-1, keepdims=True))


def allocation_totals(requirements: FloatArray, outputs: FloatArray) -> FloatArray:
    """Return Ghosh's ``H = (I - G)^-1`` from L: ``H_ij = L_ij x_j / x_i``."""
    return np.asarray(requirements * outputs[..., None, :] / outputs[..., :, None])


def carried_totals(own: FloatArray, coefficients: FloatArray) -> FloatArray:
    """Return ``own (I - A)^-1``: what a unit of output carries from all stages before.

    Only for a chain without a loop, where the series of rounds ends after as many
    steps as there are stages and is exact.

    Raises
    ------
    ValueError
        When the stages form a loop: the series would not end.
    """
    total, added = own, own
    for _ in range(coefficients.shape[-1]):
        added = (added[..., None, :] @ coefficients)[..., 0, :]
        total = total + added
    if np.any(added != 0):
        raise ValueError("the stages form a loop: the carried totals do not end")
    return np.asarray(total)
