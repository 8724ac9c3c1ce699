"""Province multipliers nearest to 1 that meet published thresholds and totals."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import Bounds, NonlinearConstraint, linprog, minimize

FloatArray = npt.NDArray[np.float64]

MULTIPLIER_LIMIT = 10.0
"""A province's factor is taken to lie within this ratio of the national one."""

_SLACK = 1e-7


@dataclass(frozen=True)
class Calibration:
    """Calibrated cells and the state of each constraint at the solution."""

    cells: pd.DataFrame
    constraints: pd.DataFrame
    relaxation_frac: float


def calibrate_multipliers(
    cells: pd.DataFrame,
    thresholds: pd.DataFrame,
    *,
    multiplier_limit: float = MULTIPLIER_LIMIT,
) -> Calibration:
    """Least squares in log space under lower bounds and national totals.

    Minimises the sum of squared log multipliers. The emission of each
    sub-source summed over provinces is kept; each threshold is a lower bound on
    the emission of its members. If no multipliers within the limit meet all
    thresholds, every threshold is lowered by the smallest common share that
    makes them attainable.

    Parameters
    ----------
    cells
        ``sub_source_id``, ``province_code``, ``uniform_emission_t``: emission of
        the period under one national factor, zero where nothing is burnt.
    thresholds
        ``constraint_id``, ``province_code``, ``sub_source_ids`` (list),
        ``threshold_t``.
    multiplier_limit
        Largest ratio allowed between a province's factor and the national one.

    Returns
    -------
    Calibration
        ``cells`` with ``multiplier``; ``constraints`` with the value under one
        factor, at the solution, and whether the constraint binds.
    """
    uniform_t = cells["uniform_emission_t"].to_numpy(dtype=np.float64)
    if not np.isfinite(uniform_t).all() or (uniform_t < 0).any():
        bad = cells.loc[~(uniform_t >= 0)].iloc[0]
        raise ValueError(
            f"uniform_emission_t of {bad['sub_source_id']} in "
            f"{bad['province_code']} is {bad['uniform_emission_t']}, not >= 0"
        )
    members = _members(cells, thresholds)
    bounds_t = thresholds["threshold_t"].to_numpy(dtype=np.float64)
    _reject_empty(members @ uniform_t, thresholds)
    codes, names = pd.factorize(cells["sub_source_id"])
    totals = (codes == np.arange(len(names))[:, None]).astype(np.float64)

    relaxation = _smallest_relaxation(
        uniform_t, totals, members, bounds_t, multiplier_limit
    )
    lowered_t = bounds_t * (1 - relaxation)
    used = uniform_t > 0
    multipliers = np.ones_like(uniform_t)
    multipliers[used] = _nearest_multipliers(
        uniform_t[used], totals[:, used], members[:, used], lowered_t, multiplier_limit
    )
    calibrated_t = uniform_t * multipliers
    report = thresholds.assign(
        uniform_t=members @ uniform_t,
        calibrated_t=members @ calibrated_t,
        relaxed_threshold_t=lowered_t,
    )
    report["is_binding"] = report["calibrated_t"] <= lowered_t * (1 + _SLACK)
    return Calibration(cells.assign(multiplier=multipliers), report, relaxation)


def _members(cells: pd.DataFrame, thresholds: pd.DataFrame) -> FloatArray:
    """One row per threshold, 1 where a cell counts towards it."""
    province = cells["province_code"].to_numpy()
    rows = [
        (province == province_code)
        & cells["sub_source_id"].isin(sub_source_ids).to_numpy()
        for province_code, sub_source_ids in zip(
            thresholds["province_code"], thresholds["sub_source_ids"], strict=True
        )
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(cells))


def _reject_empty(reachable_t: FloatArray, thresholds: pd.DataFrame) -> None:
    """Stop on a threshold over cells without activity: no factor can meet it."""
    empty = thresholds.loc[reachable_t <= 0]
    if len(empty):
        first = empty.iloc[0]
        raise ValueError(
            f"threshold {first['constraint_id']}: {first['province_code']} burns "
            f"none of {list(first['sub_source_ids'])}, so no factor gives "
            f"{first['threshold_t']} t"
        )


def _smallest_relaxation(
    uniform_t: FloatArray,
    totals: FloatArray,
    members: FloatArray,
    bounds_t: FloatArray,
    multiplier_limit: float,
) -> float:
    """Smallest share by which all thresholds must fall to be attainable."""
    if not len(bounds_t):
        return 0.0
    n_cells = len(uniform_t)
    low_t, high_t = uniform_t / multiplier_limit, uniform_t * multiplier_limit
    solution = linprog(
        c=np.append(np.zeros(n_cells), 1.0),
        A_ub=-np.column_stack([members / bounds_t[:, None], np.ones(len(bounds_t))]),
        b_ub=-np.ones(len(bounds_t)),
        A_eq=np.column_stack([totals, np.zeros(len(totals))]),
        b_eq=totals @ uniform_t,
        bounds=[
            *zip(low_t, high_t, strict=True),
            (0.0, 1.0),
        ],
    )
    if solution.fun is None:
        raise RuntimeError(f"no relaxation found: {solution.message}")
    share = float(solution.fun)
    return share if share > _SLACK else 0.0


def _nearest_multipliers(
    uniform_t: FloatArray,
    totals: FloatArray,
    members: FloatArray,
    bounds_t: FloatArray,
    multiplier_limit: float,
) -> FloatArray:
    """Solve the least-squares problem in logs; constraints are scaled to one."""
    keep = totals * uniform_t / (totals @ uniform_t)[:, None]
    reach = members * uniform_t / bounds_t[:, None]

    def squared(logs: FloatArray) -> float:
        return float(logs @ logs)

    def gradient(logs: FloatArray) -> FloatArray:
        return 2 * logs

    def at_least_one(share: FloatArray, most: float) -> NonlinearConstraint:
        return NonlinearConstraint(
            lambda logs: share @ np.exp(logs),
            1.0,
            most,
            jac=lambda logs: share * np.exp(logs),
        )

    constraints = [at_least_one(keep, 1.0)]
    if len(reach):
        constraints.append(at_least_one(reach, np.inf))
    solution = minimize(
        squared,
        np.zeros_like(uniform_t),
        jac=gradient,
        method="SLSQP",
        bounds=Bounds(-np.log(multiplier_limit), np.log(multiplier_limit)),
        constraints=constraints,
        options={"maxiter": 500, "ftol": 1e-10},
    )
    if not solution.success:
        raise RuntimeError(f"calibration did not converge: {solution.message}")
    return np.exp(np.asarray(solution.x, dtype=np.float64))
