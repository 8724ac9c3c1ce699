"""Generalised least-squares reconciliation of measured flows under linear balances.

Flows may share errors: the covariance matrix holds them. Unmeasured flows are projected
out first, so redundancy, adjustments and tests rest on measurements alone (Brunner and
Rechberger 2016; Cencic 2016).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, special

FloatArray = NDArray[np.float64]

# A flow is flagged when its adjustment exceeds this many standard deviations.
FLAG_Z = 2.0


@dataclass(frozen=True)
class Reconciliation:
    """Adjusted flows and what the balances say about the measurements.

    Attributes
    ----------
    redundancy
        Number of independent balances that hold measured flows only.
    values, sd
        Adjusted flows, and their standard deviations. An unmeasured flow that the
        balances do not fix is NaN. Without redundancy the measured flows are as they
        came.
    z
        Adjustment over its standard deviation; NaN where none can be told from zero.
    chi2, p_value
        Global test of the balances; NaN without redundancy.
    """

    redundancy: int
    values: FloatArray
    sd: FloatArray
    z: FloatArray
    chi2: float
    p_value: float

    @property
    def is_flagged(self) -> NDArray[np.bool_]:
        """Flows whose adjustment exceeds `FLAG_Z` standard deviations."""
        return np.nan_to_num(np.abs(self.z)) > FLAG_Z


def reconcile(
    balances: FloatArray,
    measured: FloatArray,
    covariance: FloatArray,
    *,
    resolution: float = 1e-9,
) -> Reconciliation:
    """Adjust measured flows so that every balance ``B x = 0`` holds.

    Parameters
    ----------
    balances
        One row per balance, one column per flow.
    measured
        Measured flows; NaN marks an unmeasured one.
    covariance
        Covariances of the flows; rows and columns of unmeasured ones are not read.
    resolution
        Smallest share of a flow's spread that an adjustment must reach to be tested.

    Raises
    ------
    ValueError
        When a measured flow has no positive variance.
    """
    known = ~np.isnan(measured)
    variance = covariance[np.ix_(known, known)]
    if np.any(~(np.diag(variance) > 0)):
        raise ValueError("a measured flow has no standard deviation above 0")
    sd = np.sqrt(np.diag(variance))
    free = linalg.null_space(balances[:, ~known].T) if np.any(~known) else None
    projector = np.eye(balances.shape[0]) if free is None else free
    reduced = projector.T @ balances[:, known]
    reduced = _independent_rows(reduced)
    redundancy = reduced.shape[0]
    values, spread = measured.copy(), np.full(measured.shape, np.nan)
    spread[known] = sd
    z = np.full(measured.shape, np.nan)
    chi2 = p_value = float("nan")
    if redundancy:
        imbalance = reduced @ measured[known]
        gain = variance @ reduced.T
        of_imbalance = reduced @ gain
        correction = gain @ linalg.solve(of_imbalance, imbalance, assume_a="pos")
        of_correction = gain @ linalg.solve(of_imbalance, gain.T, assume_a="pos")
        values[known] -= correction
        variance = variance - of_correction
        spread[known] = np.sqrt(np.clip(np.diag(variance), 0.0, None))
        sd_correction = np.sqrt(np.clip(np.diag(of_correction), 0.0, None))
        moved = sd_correction > resolution * sd
        z[known] = np.where(
            moved, -correction / np.where(moved, sd_correction, 1), np.nan
        )
        chi2 = float(imbalance @ linalg.solve(of_imbalance, imbalance, assume_a="pos"))
        # As scipy.stats.chi2.sf; loading scipy.stats takes longer than the whole model.
        p_value = float(special.chdtrc(redundancy, chi2))
    _solve_unmeasured(balances, known, values, spread, variance)
    return Reconciliation(redundancy, values, spread, z, chi2, p_value)


def _independent_rows(matrix: FloatArray) -> FloatArray:
    """Return an orthonormal basis of the row space (empty without redundancy)."""
    if matrix.size == 0:
        return matrix
    return np.asarray(linalg.orth(matrix.T, rcond=1e-10).T)


def _solve_unmeasured(
    balances: FloatArray,
    known: NDArray[np.bool_],
    values: FloatArray,
    spread: FloatArray,
    variance: FloatArray,
) -> None:
    """Fill in the unmeasured flows that the balances fix."""
    if np.all(known):
        return
    unmeasured = balances[:, ~known]
    response = -linalg.pinv(unmeasured) @ balances[:, known]
    solved = response @ values[known]
    of_solved = np.sqrt(np.clip(np.diag(response @ variance @ response.T), 0.0, None))
    open_directions = linalg.null_space(unmeasured)
    fixed = ~np.any(np.abs(open_directions) > 1e-9, axis=1)
    values[~known] = np.where(fixed, solved, np.nan)
    spread[~known] = np.where(fixed, of_solved, np.nan)
