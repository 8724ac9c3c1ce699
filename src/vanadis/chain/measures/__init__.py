"""Every drawn result of the physical track, as rows of one long table.

The inputs are drawn once and the chain is solved once for all of them.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pandas as pd

from vanadis.chain.intervals import VALUES
from vanadis.chain.measures.carbon import carbon_rows, decomposition_rows
from vanadis.chain.measures.costs import cost_rows
from vanadis.chain.measures.flows import flow_rows, output_rows
from vanadis.chain.measures.linkages import linkage_rows
from vanadis.chain.measures.priorities import printed_priority_rows, priority_rows
from vanadis.chain.measures.shocks import shock_rows
from vanadis.chain.solve import solve_chain

KEYS = [
    "track",
    "measure",
    "variant",
    "stage_id",
    "to_stage_id",
    "reference_year",
    "base_year",
    "step",
]

__all__ = ["chain_measures"]


def chain_measures(
    parameters: pd.DataFrame,
    balances: pd.DataFrame,
    weights: pd.DataFrame,
    printed_criteria: pd.DataFrame,
    *,
    n_draws: int,
    seed: int,
) -> pd.DataFrame:
    """Return every measure of the chain with its interval.

    Parameters
    ----------
    parameters
        One law per row.
    balances
        A user's own feeds, yields and outputs.
    weights
        Columns ``criterion`` and ``weight_frac``.
    printed_criteria
        The paper's own figures per stage and criterion, for its track.

    Returns
    -------
    pandas.DataFrame
        One row per track, measure, variant, stage, receiving stage, year, base year
        and step (the horizon of a shock, the place of a rank).
    """
    chain = solve_chain(parameters, balances, n_draws=n_draws, seed=seed)
    # NumPy works outside the interpreter lock; the longest goes first.
    with ThreadPoolExecutor(max_workers=2) as pool:
        parts = pool.map(
            lambda measure: measure(chain),
            [
                shock_rows,
                linkage_rows,
                flow_rows,
                output_rows,
                cost_rows,
                carbon_rows,
                decomposition_rows,
                partial(priority_rows, weights=weights),
            ],
        )
    rows = [{"track": "physical", **row} for part in parts for row in part]
    rows += printed_priority_rows(printed_criteria, weights)
    return pd.DataFrame(rows, columns=[*KEYS, "unit", *VALUES])
