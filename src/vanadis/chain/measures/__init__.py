"""Every drawn result of the physical track, as rows of one long table.

The inputs are drawn once and the chain is solved once for all of them.
"""

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
    physical = [
        *flow_rows(chain.balance),
        *output_rows(chain),
        *linkage_rows(chain),
        *cost_rows(chain),
        *carbon_rows(chain),
        *decomposition_rows(chain),
        *shock_rows(chain),
        *priority_rows(chain, weights),
    ]
    rows = [{"track": "physical", **row} for row in physical]
    rows += printed_priority_rows(printed_criteria, weights)
    return pd.DataFrame(rows, columns=[*KEYS, "unit", *VALUES])
