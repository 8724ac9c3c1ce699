"""What a row of the chain's inputs must obey, in a seed file and in a build alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vanadis.distributions import Z95, Distribution
from vanadis.spreads import Spread, distribution

STAGES = ("s1", "s2", "s3", "s4", "s5")

YEARS = range(2015, 2023)

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
    "import": ("t/a",),
    "export": ("t/a",),
    "unit_value": ("CNY/t",),
    "spread": ("ratio",),
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
# Slag is a mix of unknown content, so its trade is stated as vanadium.
UNITS_OF_SLAG = {"import": ("t V/a",), "export": ("t V/a",)}
# Quantities that are shares.
SHARES = ("yield", "v_fraction", "route_share", "other_use_share", "fixed_cost_share")
# Quantities that may be below zero.
SIGNED = ("carbon_elasticity", "shock_size")
# A stated output may differ from stated feed x yield by rounding only.
BALANCE_TOLERANCE = 0.005

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """One rule that a row breaks."""

    column: str
    rule: str
    found: str


def is_given(value: object) -> bool:
    """Tell whether a cell holds something; NaN and None hold nothing."""
    return value is not None and value == value


def parameter_faults(row: Row) -> Iterator[Fault]:
    """Yield the rules that one law of an uncertain input breaks."""
    quantity, stage = row["quantity"], row["stage_id"]
    if quantity not in UNITS:
        yield Fault("quantity", "known quantity", f"'{quantity}'")
        return
    allowed = UNITS[quantity]
    if row["product_id"] == "vanadium_slag":
        allowed = UNITS_OF_SLAG.get(quantity, allowed)
    if row["unit"] not in allowed:
        expected = " or ".join(allowed)
        yield Fault("unit", "known unit", f"'{row['unit']}', expected {expected}")
    if is_given(stage) and stage not in STAGES:
        yield Fault("stage_id", "known stage", f"'{stage}', expected s1 to s5")
    for column in ("point_value", "low_value", "high_value"):
        value = row[column]
        if not is_given(value):
            continue
        if quantity == "yield" and not 0.0 < value <= 1.0:
            yield Fault(column, "yield in (0, 1]", f"{value:g}")
        elif quantity in SHARES and not 0.0 <= value <= 1.0:
            yield Fault(column, f"{quantity} in [0, 1]", f"{value:g}")
        elif quantity == "shock_year" and value not in YEARS:
            expected = f"{YEARS[0]} to {YEARS[-1]}"
            yield Fault(
                column, "a year of the chain", f"{value:g}, expected {expected}"
            )
        elif quantity not in SIGNED and value < 0.0:
            yield Fault(column, f"{quantity} not below 0", f"{value:g}")


def balance_faults(row: Row) -> Iterator[Fault]:
    """Yield the rules that a user's feed, yield and output of a stage break."""
    stage, share = row["stage_id"], row["yield_frac"]
    if stage not in STAGES:
        yield Fault("stage_id", "known stage", f"'{stage}', expected s1 to s5")
    if is_given(share) and not 0.0 < share <= 1.0:
        yield Fault("yield_frac", "yield in (0, 1]", f"{share:g}")
    feed, output = row["feed_v_t"], row["output_v_t"]
    if all(is_given(value) for value in (feed, share, output)):
        expected = feed * share
        if abs(output - expected) > BALANCE_TOLERANCE * expected:
            yield Fault(
                "output_v_t",
                "output = feed x yield",
                f"{output:g} t V stated, {feed:g} x {share:g} = {expected:g} t V",
            )


def law(row: Row) -> Distribution:
    """Return the distribution of one parameter."""

    def given(column: str) -> float | None:
        return float(row[column]) if is_given(row[column]) else None

    gsd = given("gsd_ratio")
    return distribution(
        Spread(
            row["parameter_id"],
            row["law_family"],
            float(row["point_value"]),
            cv_frac=given("cv_frac"),
            factor_95_ratio=None if gsd is None else gsd**Z95,
            low=given("low_value"),
            high=given("high_value"),
        )
    )
