"""The chain's inputs: checked row by row, then drawn once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.distributions import Z95, Distribution, draw
from vanadis.spreads import Spread, distribution

FloatArray = NDArray[np.float64]
Row = dict[str, Any]
Key = tuple[str, str, int | None]

STAGES = ("s1", "s2", "s3", "s4", "s5")
LINKS = (("s1", "s2"), ("s2", "s3"), ("s3", "s4"), ("s4", "s5"), ("s5", "s2"))

# The units each quantity may be stated in. Anything else is a typing error.
UNITS = {
    "v_fraction": ("t V/t",),
    "v_content": ("kg V/t",),
    "yield": ("t V/t V",),
    "route_share": ("t/t",),
    "other_use_share": ("t V/t V",),
    "output": ("t/a",),
    "mine_output": ("t V/a",),
    "v_output": ("t V/a",),
    "rebar_output": ("t/a",),
    "import": ("t/a", "t V/a"),
    "export": ("t/a", "t V/a"),
    "unit_value": ("CNY/t",),
    "price_ratio": ("ratio",),
    "carbon_intensity": ("t CO2/t",),
    "electricity": ("MWh/t",),
    "grid_factor": ("t CO2/MWh",),
    "operating_days": ("d/a",),
    "fixed_cost_share": ("ratio",),
    "carbon_elasticity": ("ratio",),
    "shock_size": ("ratio",),
    "shock_year": ("a",),
    "shock_pass_through": ("ratio",),
}
# Quantities that are shares: no value outside zero and this bound.
SHARES = {
    "yield": 1.0,
    "v_fraction": 1.0,
    "route_share": 1.0,
    "other_use_share": 1.0,
    "fixed_cost_share": 1.0,
}
# A stated output may differ from stated feed x yield by rounding only.
BALANCE_TOLERANCE = 0.005


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
        name = f"chain parameter '{row['parameter_id']}'"
        if row["quantity"] not in UNITS:
            raise ChainInputError(name, "known quantity", f"'{row['quantity']}'")
        allowed = UNITS[row["quantity"]]
        if row["unit"] not in allowed:
            expected = " or ".join(allowed)
            raise ChainInputError(
                name, "known unit", f"'{row['unit']}', expected {expected}"
            )
        if not pd.isna(row["stage_id"]) and row["stage_id"] not in STAGES:
            raise ChainInputError(
                name, "known stage", f"'{row['stage_id']}', expected s1 to s5"
            )
        if row["quantity"] in SHARES:
            _check_share(name, row["quantity"], row)


def _check_share(name: str, quantity: str, row: Row) -> None:
    top = SHARES[quantity]
    for value in (row["point_value"], row["low_value"], row["high_value"]):
        if pd.isna(value):
            continue
        if quantity == "yield" and not 0.0 < value <= top:
            raise ChainInputError(name, "yield in (0, 1]", f"{value:g}")
        if not 0.0 <= value <= top:
            raise ChainInputError(name, f"{quantity} in [0, {top:g}]", f"{value:g}")


def check_stage_balances(balances: pd.DataFrame) -> None:
    """Raise `ChainInputError` where a user's feed, yield and output disagree."""
    for row in rows_of(balances):
        name = f"user_chain__stage_balances, {row['stage_id']} {row['reference_year']}"
        if row["stage_id"] not in STAGES:
            raise ChainInputError(
                name, "known stage", f"'{row['stage_id']}', expected s1 to s5"
            )
        if not pd.isna(row["yield_frac"]) and not 0.0 < row["yield_frac"] <= 1.0:
            raise ChainInputError(name, "yield in (0, 1]", f"{row['yield_frac']:g}")
        stated = (row["feed_v_t"], row["yield_frac"], row["output_v_t"])
        if not any(pd.isna(value) for value in stated):
            expected = row["feed_v_t"] * row["yield_frac"]
            if abs(row["output_v_t"] - expected) > BALANCE_TOLERANCE * expected:
                raise ChainInputError(
                    name,
                    "output = feed x yield",
                    f"{row['output_v_t']:g} t V stated, "
                    f"{row['feed_v_t']:g} x {row['yield_frac']:g} = {expected:g} t V",
                )


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
    laws = [_law(row) for row in rows_of(parameters)]
    values = np.empty((len(laws), 1 + n_draws))
    values[:, 0] = parameters["point_value"]
    values[:, 1:] = draw(laws, seed=seed, n_draws=n_draws)
    first = parameters["first_year"].dropna().astype(int)
    last = parameters["last_year"].dropna().astype(int)
    return Draws(
        years=tuple(range(first.min(), last.max() + 1)),
        size=1 + n_draws,
        values={
            key: drawn
            for row, drawn in zip(rows_of(parameters), values, strict=True)
            for key in _keys(row)
        },
    )


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


def _law(row: Row) -> Distribution:
    def given(value: float) -> float | None:
        return None if pd.isna(value) else float(value)

    gsd = given(row["gsd_ratio"])
    return distribution(
        Spread(
            row["parameter_id"],
            row["law_family"],
            float(row["point_value"]),
            cv_frac=given(row["cv_frac"]),
            factor_95_ratio=None if gsd is None else gsd**Z95,
            low=given(row["low_value"]),
            high=given(row["high_value"]),
        )
    )
