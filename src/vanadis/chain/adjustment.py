"""Reconcile the vanadium balance of each year and say what its flows rest on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.chain.balance import S1, S2, S3, S4, S5, Balance, balance
from vanadis.chain.inputs import (
    Draws,
    Row,
    check_stage_balances,
    draw_inputs,
    rows_of,
)
from vanadis.chain.reconciliation import Reconciliation, reconcile

FloatArray = NDArray[np.float64]

# One balance per stage with a feed, and one for S2 where two figures speak of it.
NODES = ("s2", "s3", "s4", "s5", "s2_twice")
# What stands in for an input in the years that have none.
FALLBACK = {"v_output.s2": ("output.s2", "v_fraction.s2")}


@dataclass(frozen=True)
class MeasuredFlow:
    """One flow of the balance: its draws, its place in the balances, its inputs.

    Attributes
    ----------
    flow_id
        Name of the flow.
    draws
        Draws in t V by year, or None where nothing measures the flow.
    signs
        Sign of the flow in each balance that holds it.
    inputs
        Beginnings of the parameter names that the measurement rests on.
    """

    flow_id: str
    draws: FloatArray | None
    signs: dict[str, int]
    inputs: tuple[str, ...]


def measured_flows(draws: Draws, flows: Balance) -> list[MeasuredFlow]:
    """Return the flows of the chain with the balances they stand in."""
    oxide = draws.by_year("output", "s2") * draws.constant("v_fraction", "s2")
    has_second = ~np.isnan(draws.by_year("v_output", "s2")[:, :1])
    output_s3 = ("output.s3", "v_fraction.s3")
    output_s4 = ("rebar_output.s4", "v_in_rebar")
    output_s5 = ("output.s5", "v_fraction.s2")
    oxide_trade, alloy_trade = "v_fraction.oxide_trade", "v_fraction.fev_trade"

    def flow(
        flow_id: str, values: FloatArray | None, signs: dict[str, int], *inputs: str
    ) -> MeasuredFlow:
        return MeasuredFlow(flow_id, values, signs, inputs)

    out, lost = flows.outputs, flows.losses
    bought, sold = flows.imports, flows.exports
    return [
        flow("output_s1", out[..., S1], {"s2": 1}, "mine_output.s1"),
        flow("import_s1", bought[..., S1], {"s2": 1}, "import_slag"),
        flow(
            "loss_s2", lost[..., S2], {"s2": -1}, "yield.s2", "share.s2", "v_output.s2"
        ),
        flow(
            "output_s2",
            out[..., S2],
            {"s2": -1, "s3": 1, "s2_twice": 1},
            "v_output.s2",
        ),
        flow(
            "output_s2_recovered",
            np.where(has_second, oxide, np.nan),
            {"s2_twice": -1},
            "output.s2",
            "v_fraction.s2",
        ),
        flow("import_s2", bought[..., S2], {"s3": 1}, "import.v2o5", oxide_trade),
        flow("export_s2", sold[..., S2], {"s3": -1}, "export.v2o5", oxide_trade),
        flow(
            "other_use_s2",
            flows.other_use[..., S2],
            {"s3": -1},
            "other_use.s2",
            "v_output.s2",
        ),
        flow(
            "loss_s3", lost[..., S3], {"s3": -1}, "yield.s3", "share.s3.vn", *output_s3
        ),
        flow("output_s3", out[..., S3], {"s3": -1, "s4": 1}, *output_s3),
        flow(
            "import_s3", bought[..., S3], {"s4": 1}, "import.ferrovanadium", alloy_trade
        ),
        flow(
            "export_s3", sold[..., S3], {"s4": -1}, "export.ferrovanadium", alloy_trade
        ),
        flow("loss_s4", lost[..., S4], {"s4": -1}, "yield.s4", *output_s4),
        flow("output_s4", out[..., S4], {"s4": -1}, *output_s4),
        flow("scrap_s4", None, {"s5": 1}),
        flow("loss_s5", lost[..., S5], {"s5": -1}, "yield.s5", *output_s5),
        flow("output_s5", out[..., S5], {"s5": -1, "s2": 1}, *output_s5),
        flow("import_s5", bought[..., S5], {"s2": 1}, "import.s5", "v_fraction.s2"),
        flow("export_s5", sold[..., S5], {"s2": -1}, "export.s5", "v_fraction.s2"),
    ]


def adjust_balances(
    parameters: pd.DataFrame,
    balances: pd.DataFrame,
    bases: pd.DataFrame,
    *,
    n_draws: int,
    seed: int,
) -> pd.DataFrame:
    """Return measured and adjusted flows of every year with the tests beside them.

    Adjusted values hold if no supply or use went unrecorded; the global test and the
    flags say whether that can be so. ``redundancy_sourced_count`` counts the balances
    that rest on sourced flows alone.

    Parameters
    ----------
    parameters
        One law per row.
    balances
        A user's own feeds, yields and outputs.
    bases
        Columns ``basis``, ``basis_rank`` (1 is best) and ``is_sourced``.
    """
    check_stage_balances(balances)
    draws = draw_inputs(parameters, n_draws=n_draws, seed=seed)
    flows = measured_flows(draws, balance(draws, balances))
    inputs = rows_of(parameters)
    ranks = dict(zip(bases["basis"], bases["basis_rank"], strict=True))
    sourced = set(bases.loc[bases["is_sourced"], "basis"])
    return pd.DataFrame(
        [
            row
            for index, year in enumerate(draws.years)
            for row in _adjust_year(flows, inputs, ranks, sourced, index, year)
        ]
    )


def _adjust_year(
    flows: list[MeasuredFlow],
    parameters: list[Row],
    ranks: dict[str, int],
    sourced: set[str],
    index: int,
    year: int,
) -> list[Row]:
    drawn = np.stack(np.broadcast_arrays(*(_drawn(flow, index) for flow in flows)))
    there = ~np.isnan(drawn[:, 0]) | [flow.draws is None for flow in flows]
    flows = [flow for flow, used in zip(flows, there, strict=True) if used]
    drawn = drawn[there]
    values = drawn.mean(axis=1)
    inputs = [_inputs(flow, parameters, year) for flow in flows]
    # Flows without a common input are independent, whatever their draws happen to show.
    shared = [
        [not mine.keys().isdisjoint(other) for other in inputs] for mine in inputs
    ]
    covariance = np.where(shared, np.cov(drawn), 0.0)
    balances = np.array(
        [[flow.signs.get(node, 0) for flow in flows] for node in NODES], dtype=float
    )
    # The second figure for an output only counts where there is one.
    balances = balances[(balances != 0).sum(axis=1) > 1]
    # The sampling error of a correlation is one over the root of the draws.
    resolution = 3 / np.sqrt(drawn.shape[1])
    found = reconcile(balances, values, covariance, resolution=resolution)
    # The weakest basis; an unmeasured flow has none.
    bases = [max(each.values(), key=ranks.__getitem__, default=None) for each in inputs]
    is_sourced = [basis in sourced for basis in bases]
    without_judgement = reconcile(
        balances, np.where(is_sourced, values, np.nan), covariance
    )
    spreads = np.where(np.isnan(values), np.nan, np.sqrt(np.diag(covariance)))
    return [
        {
            "reference_year": year,
            "flow_id": flow.flow_id,
            **_result(found, row),
            "measured_v_t": values[row],
            "measured_sd_v_t": spreads[row],
            "redundancy_count": found.redundancy,
            "redundancy_sourced_count": without_judgement.redundancy,
            "chi2_value": found.chi2,
            "p_value": found.p_value,
            "basis": bases[row],
        }
        for row, flow in enumerate(flows)
    ]


def _result(found: Reconciliation, row: int) -> Row:
    return {
        "adjusted_v_t": found.values[row],
        "adjusted_sd_v_t": found.sd[row],
        "z_value": found.z[row],
        "is_flagged": bool(found.is_flagged[row]),
    }


def _drawn(flow: MeasuredFlow, index: int) -> FloatArray:
    """Return the draws of one year without the point value; NaN if not measured."""
    if flow.draws is None:
        return np.array(np.nan)
    return flow.draws[index, 1:]


def _inputs(flow: MeasuredFlow, parameters: list[Row], year: int) -> dict[str, str]:
    """Return the parameters behind a flow of one year, each with its basis."""
    found: dict[str, str] = {}
    for name in flow.inputs:
        rows = _named((name,), parameters, year)
        found |= rows or _named(FALLBACK.get(name, ()), parameters, year)
    return found


def _named(
    beginnings: tuple[str, ...], parameters: list[Row], year: int
) -> dict[str, str]:
    return {
        row["parameter_id"]: row["basis"]
        for row in parameters
        if row["parameter_id"].startswith(beginnings) and _holds(row, year)
    }


def _holds(row: Row, year: int) -> bool:
    if pd.isna(row["first_year"]):
        return True
    return bool(row["first_year"] <= year <= row["last_year"])
