"""Solve the chain once: inputs, flows, costs and carbon of all years and draws."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.chain import linkages
from vanadis.chain.balance import Balance, balance
from vanadis.chain.carbon import Carbon, stage_carbon
from vanadis.chain.costs import Costs, stage_costs
from vanadis.chain.inputs import (
    ChainInputError,
    Draws,
    check_stage_balances,
    draw_inputs,
)

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Chain:
    """One solved chain: inputs, flows, costs and carbon of all years and draws."""

    draws: Draws
    balance: Balance
    costs: Costs
    carbon: Carbon
    requirements: FloatArray

    @property
    def years(self) -> tuple[int, ...]:
        """Years on the first axis of every array."""
        return self.draws.years


def solve_chain(
    parameters: pd.DataFrame, balances: pd.DataFrame, *, n_draws: int, seed: int
) -> Chain:
    """Check and draw the inputs, then solve flows, costs and carbon."""
    check_stage_balances(balances)
    draws = draw_inputs(parameters, n_draws=n_draws, seed=seed)
    flows = balance(draws, balances)
    return Chain(
        draws=draws,
        balance=flows,
        costs=stage_costs(draws, flows),
        carbon=stage_carbon(draws, flows),
        requirements=_requirements(flows),
    )


def _requirements(flows: Balance) -> FloatArray:
    """Return the Leontief inverse of every year and draw; name the year that fails."""
    coefficients = linkages.input_coefficients(flows.flows, flows.outputs)
    found = []
    for year, of_year in zip(flows.years, coefficients, strict=True):
        try:
            found.append(linkages.total_requirements(of_year))
        except ValueError as error:
            rule = "a loop that returns less than it takes"
            raise ChainInputError(f"stage flows of {year}", rule, str(error)) from None
    return np.stack(found)


def shock_year(chain: Chain) -> int:
    """Return the place of the year whose flows carry shocks and ranks."""
    return chain.years.index(int(chain.draws.constant("shock_year", "year")[0]))
