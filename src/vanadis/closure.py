"""Closure of the sub-sources the inventory paper prints no emission for."""

import numpy as np
import pandas as pd
from scipy.optimize import linprog


class InfeasibleClosureError(ValueError):
    """The group totals contradict each other: no non-negative solution exists."""


def close_unprinted(system: pd.DataFrame) -> pd.DataFrame:
    """
    Return what the printed group totals leave for the unprinted sub-sources.

    Each unknown is minimised and maximised by linear programming subject to all
    equations and to non-negative emissions. The point value is the mean of the
    corners found; the feasible set is convex, so it satisfies every equation, and where
    one free number is left it is the middle of its interval.

    Parameters
    ----------
    system
        One row per equation and member: ``equation_id``, ``sub_source_id``,
        ``equation_total_t`` (t V) and ``known_emission_t`` (t V, null if unknown).

    Returns
    -------
    pandas.DataFrame
        One row per unknown: ``sub_source_id``, ``emission_low_t``,
        ``emission_mid_t``, ``emission_high_t`` (t V over the whole period).

    Raises
    ------
    InfeasibleClosureError
        If no non-negative emissions satisfy all equations.

    Notes
    -----
    Inventory paper, section 3.1 and 3.2 (group shares, soil flux).
    """
    equations = sorted(system["equation_id"].unique())
    unknown_rows = system[system["known_emission_t"].isna()]
    unknowns = sorted(unknown_rows["sub_source_id"].unique())
    totals = system.groupby("equation_id")["equation_total_t"].first()
    known = system.groupby("equation_id")["known_emission_t"].sum()
    remainder_t = (totals - known).loc[equations].to_numpy(dtype=float)
    members = np.zeros((len(equations), len(unknowns)))
    for equation_id, sub_source_id in zip(
        unknown_rows["equation_id"], unknown_rows["sub_source_id"], strict=True
    ):
        members[equations.index(equation_id), unknowns.index(sub_source_id)] = 1.0

    vertices: list[list[float]] = []
    for position in range(len(unknowns)):
        for sign in (1.0, -1.0):
            direction = np.zeros(len(unknowns))
            direction[position] = sign
            solution = linprog(direction, A_eq=members, b_eq=remainder_t)
            if solution.x is None:
                left = ", ".join(
                    f"{name}: {value:.1f} t left"
                    for name, value in zip(equations, remainder_t, strict=True)
                )
                message = f"the group totals cannot be closed ({left})"
                raise InfeasibleClosureError(message)
            vertices.append(solution.x.tolist())
    # Different directions meet in the same corner, which must count once.
    corner_emissions_t = np.unique(np.round(vertices, 6), axis=0)
    return pd.DataFrame(
        {
            "sub_source_id": unknowns,
            "emission_low_t": corner_emissions_t.min(axis=0),
            "emission_mid_t": corner_emissions_t.mean(axis=0),
            "emission_high_t": corner_emissions_t.max(axis=0),
        }
    )
