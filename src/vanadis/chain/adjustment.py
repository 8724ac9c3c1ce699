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

# From best to weakest, as in the dimension of bases.
BASES = ("published", "digitised", "derived", "estimated", "assumed", "unverified")
# Bases that stand on a source. The others are judgement or memory.
SOURCED = BASES[:4]


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
    fallback
        The same for years in which none of the inputs exists.
    """

    flow_id: str
    draws: FloatArray | None
    signs: dict[str, int]
    inputs: tuple[str, ...]
    fallback: tuple[str, ...] = ()


def measured_flows(draws: Draws, flows: Balance) -> list[MeasuredFlow]:
    """Return the flows of the chain with the balances they stand in.

    A loss is measured as mean output times ``1 / yield - 1``: its spread is that of
    the yield, so it does not repeat the spread of the output.
    """
    mean_output = flows.outputs[:, 1:].mean(axis=1, keepdims=True)
    loss = (1 / flows.yields - 1) * mean_output
    oxide = draws.by_year("output", "s2") * draws.constant("v_fraction", "s2")
    has_second = ~np.isnan(draws.by_year("v_output", "s2")[:, :1])
    second = np.where(has_second, oxide, np.nan)
    secondary = flows.flows[..., S5, S2] + flows.imports[..., S5]
    in_oxide = ("v_fraction.oxide_trade",)
    in_alloy = ("v_fraction.fev_trade",)
    return [
        MeasuredFlow(
            "output_s1", flows.outputs[..., S1], {"s2": 1}, ("mine_output.s1",)
        ),
        MeasuredFlow("import_s1", flows.imports[..., S1], {"s2": 1}, ("import_slag",)),
        MeasuredFlow(
            "secondary_s2",
            secondary,
            {"s2": 1},
            ("output.s5", "v_fraction.s2", "import.s5", "export.s5"),
        ),
        MeasuredFlow(
            "loss_s2",
            loss[..., S2],
            {"s2": -1},
            ("yield.s2", "share.s2"),
        ),
        MeasuredFlow(
            "output_s2",
            flows.outputs[..., S2],
            {"s2": -1, "s3": 1, "s2_twice": 1},
            ("v_output.s2",),
            ("output.s2", "v_fraction.s2"),
        ),
        MeasuredFlow(
            "output_s2_recovered",
            second,
            {"s2_twice": -1},
            ("output.s2", "v_fraction.s2"),
        ),
        MeasuredFlow(
            "import_s2", flows.imports[..., S2], {"s3": 1}, ("import.v2o5", *in_oxide)
        ),
        MeasuredFlow(
            "export_s2", flows.exports[..., S2], {"s3": -1}, ("export.v2o5", *in_oxide)
        ),
        MeasuredFlow(
            "other_use_s2", flows.other_use[..., S2], {"s3": -1}, ("other_use.s2",)
        ),
        MeasuredFlow("loss_s3", loss[..., S3], {"s3": -1}, ("yield.s3", "share.s3.vn")),
        MeasuredFlow(
            "output_s3",
            flows.outputs[..., S3],
            {"s3": -1, "s4": 1},
            ("output.s3", "v_fraction.s3"),
        ),
        MeasuredFlow(
            "import_s3",
            flows.imports[..., S3],
            {"s4": 1},
            ("import.ferrovanadium", *in_alloy),
        ),
        MeasuredFlow(
            "export_s3",
            flows.exports[..., S3],
            {"s4": -1},
            ("export.ferrovanadium", *in_alloy),
        ),
        MeasuredFlow("loss_s4", loss[..., S4], {"s4": -1}, ("yield.s4",)),
        MeasuredFlow(
            "output_s4",
            flows.outputs[..., S4],
            {"s4": -1},
            ("rebar_output.s4", "v_in_rebar"),
        ),
        MeasuredFlow("scrap_s4", None, {"s5": 1}, ()),
        MeasuredFlow("loss_s5", loss[..., S5], {"s5": -1}, ("yield.s5",)),
        MeasuredFlow(
            "output_s5",
            flows.outputs[..., S5],
            {"s5": -1},
            ("output.s5", "v_fraction.s2"),
        ),
    ]


def adjust_balances(
    parameters: pd.DataFrame, balances: pd.DataFrame, *, n_draws: int, seed: int
) -> pd.DataFrame:
    """Return measured and adjusted flows of every year with the tests beside them.

    Adjusted values hold if no supply or use went unrecorded; the global test and the
    flags say whether that can be so. ``redundancy_sourced`` counts the balances that
    rest on sourced flows alone.
    """
    check_stage_balances(balances)
    draws = draw_inputs(parameters, n_draws=n_draws, seed=seed)
    flows = measured_flows(draws, balance(draws, balances))
    inputs = rows_of(parameters)
    return pd.DataFrame(
        [
            row
            for index, year in enumerate(draws.years)
            for row in _adjust_year(flows, inputs, index, year)
        ]
    )


def _adjust_year(
    flows: list[MeasuredFlow], inputs: list[Row], index: int, year: int
) -> list[Row]:
    nodes = ["s2", "s3", "s4", "s5", "s2_twice"]
    values = np.array([_mean(flow, index) for flow in flows])
    spreads = np.array([_sd(flow, index) for flow in flows])
    used = [
        place
        for place, flow in enumerate(flows)
        if flow.draws is None or not np.isnan(values[place])
    ]
    balances = np.array(
        [[flows[place].signs.get(node, 0) for place in used] for node in nodes],
        dtype=float,
    )
    if not any(flows[place].flow_id == "output_s2_recovered" for place in used):
        balances = balances[:-1]
    bases = [_basis(flows[place], inputs, year) for place in used]
    found = reconcile(balances, values[used], spreads[used])
    sourced = np.array([basis in SOURCED for basis in bases])
    without_judgement = reconcile(
        balances, np.where(sourced, values[used], np.nan), spreads[used]
    )
    return [
        {
            "reference_year": year,
            "flow_id": flows[place].flow_id,
            **_result(found, row),
            "measured_v_t": values[place],
            "measured_sd_v_t": spreads[place],
            "redundancy_count": found.redundancy,
            "redundancy_sourced_count": without_judgement.redundancy,
            "chi2_value": found.chi2,
            "p_value": found.p_value,
            "basis": bases[row],
        }
        for row, place in enumerate(used)
    ]


def _result(found: Reconciliation, row: int) -> Row:
    return {
        "adjusted_v_t": found.values[row],
        "adjusted_sd_v_t": found.sd[row],
        "z_value": found.z[row],
        "is_flagged": bool(found.is_flagged[row]),
    }


def _mean(flow: MeasuredFlow, index: int) -> float:
    return np.nan if flow.draws is None else float(flow.draws[index, 1:].mean())


def _sd(flow: MeasuredFlow, index: int) -> float:
    return np.nan if flow.draws is None else float(flow.draws[index, 1:].std(ddof=1))


def _basis(flow: MeasuredFlow, inputs: list[Row], year: int) -> str | None:
    """Return the weakest basis behind a flow; an unmeasured flow has none."""
    for names in (flow.inputs, flow.fallback):
        ranks = [
            BASES.index(row["basis"])
            for row in inputs
            if row["parameter_id"].startswith(names) and _holds(row, year)
        ]
        if names and ranks:
            return BASES[max(ranks)]
    return None


def _holds(row: Row, year: int) -> bool:
    if pd.isna(row["first_year"]):
        return True
    return bool(row["first_year"] <= year <= row["last_year"])
