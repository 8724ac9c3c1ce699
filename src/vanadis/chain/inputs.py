"""The chain's inputs: checked row by row, then drawn once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.chain.rules import balance_faults, law, parameter_faults
from vanadis.distributions import draw

FloatArray = NDArray[np.float64]
Row = dict[str, Any]
Key = tuple[str, str, int | None]

LINKS = (("s1", "s2"), ("s2", "s3"), ("s3", "s4"), ("s4", "s5"), ("s5", "s2"))


class ChainInputError(ValueError):
    """A row that breaks a rule of the chain; the message names row and rule."""

    def __init__(self, row: str, rule: str, found: str) -> None:
        super().__init__(f"{row}: rule '{rule}' is broken: {found}")


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame as dictionaries."""
    return [
        {str(name): value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def check_parameters(parameters: pd.DataFrame) -> None:
    """Raise `ChainInputError` at the first parameter that breaks a rule."""
    for row in rows_of(parameters):
        for fault in parameter_faults(row):
            name = f"chain parameter '{row['parameter_id']}'"
            raise ChainInputError(name, fault.rule, fault.found)


def check_stage_balances(balances: pd.DataFrame) -> None:
    """Raise `ChainInputError` where a user's feed, yield and output disagree."""
    for row in rows_of(balances):
        for fault in balance_faults(row):
            name = f"user_chain__stage_balances, {row['stage_id']}"
            name = f"{name} {row['reference_year']}"
            raise ChainInputError(name, fault.rule, fault.found)


@dataclass(frozen=True)
class Draws:
    """Drawn inputs by quantity, item and year.

    Every array holds the point value first and the draws after it, so a point
    estimate is column 0 of the same arithmetic.
    """

    years: tuple[int, ...]
    size: int
    values: dict[Key, FloatArray]

    def constant(self, quantity: str, item: str = "") -> FloatArray:
        """Return one input that holds for all years: shape (draws,)."""
        try:
            return self.values[quantity, item, None]
        except KeyError:
            raise ChainInputError(
                f"chain parameter '{quantity}' of '{item}'", "present", "missing"
            ) from None

    def by_year(
        self, quantity: str, item: str, *, missing: float = np.nan
    ) -> FloatArray:
        """Return one yearly input: shape (years, draws); a constant holds for all."""
        if (quantity, item, None) in self.values:
            value = self.values[quantity, item, None]
            return np.broadcast_to(value, (len(self.years), self.size))
        empty = np.full(self.size, missing)
        return np.stack(
            [self.values.get((quantity, item, year), empty) for year in self.years]
        )


def draw_inputs(parameters: pd.DataFrame, *, n_draws: int, seed: int) -> Draws:
    """Check every parameter, then draw it from its own stream."""
    check_parameters(parameters)
    rows = rows_of(parameters)
    laws = [law(row) for row in rows]
    values = np.empty((len(laws), 1 + n_draws))
    values[:, 0] = parameters["point_value"]
    values[:, 1:] = draw(laws, seed=seed, n_draws=n_draws)
    first = parameters["first_year"].dropna().astype(int)
    last = parameters["last_year"].dropna().astype(int)
    by_key: dict[Key, FloatArray] = {}
    for row, drawn in zip(rows, values, strict=True):
        for key in _keys(row):
            if key in by_key:
                name = f"chain parameter '{row['parameter_id']}'"
                what = " ".join(str(part) for part in key if part)
                raise ChainInputError(name, "one law each", f"two laws for '{what}'")
            by_key[key] = drawn
    years = tuple(range(first.min(), last.max() + 1))
    return Draws(years=years, size=1 + n_draws, values=by_key)


def _keys(row: Row) -> list[Key]:
    """Return quantity, item and year of one parameter, one key per year it holds for.

    A constant is named by its own id, a yearly input by its product, else its stage;
    an input that holds for several years is one draw in all of them.
    """
    if pd.isna(row["first_year"]):
        return [(row["quantity"], row["parameter_id"].partition(".")[2], None)]
    named = (row["product_id"], row["stage_id"])
    item = next((each for each in named if not pd.isna(each)), "")
    years = range(int(row["first_year"]), int(row["last_year"]) + 1)
    return [(row["quantity"], item, year) for year in years]
