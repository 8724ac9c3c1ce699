"""Vanadium flows of the chain, t V a year, with every gap left open as a residual.

Per stage: feed = output / yield. What the recorded supply does not cover is a residual
above zero (unrecorded supply: imports under other codes, secondary feed, unreported
mining); what it exceeds is a residual below zero (stock building or unrecorded use).
Nothing is forced to close.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.chain.inputs import Draws, rows_of
from vanadis.chain.rules import STAGES
from vanadis.units import KG_PER_T

FloatArray = NDArray[np.float64]

S1, S2, S3, S4, S5 = range(len(STAGES))


@dataclass(frozen=True)
class Balance:
    """Flows in t V: axes are years, draws, stage (and receiving stage).

    Attributes
    ----------
    outputs, yields, feeds
        Stage output, V yield and V fed, feed = output / yield. S1 has no feed.
    flows
        From row stage to column stage, domestic only.
    imports, exports, other_use
        Vanadium bought in, sold abroad, and used outside the chain, by stage.
    residuals
        Feed less recorded supply; NaN for S1 and S5, which have no supply to compare.
    """

    years: tuple[int, ...]
    outputs: FloatArray
    yields: FloatArray
    feeds: FloatArray
    flows: FloatArray
    imports: FloatArray
    exports: FloatArray
    other_use: FloatArray
    residuals: FloatArray

    @property
    def losses(self) -> FloatArray:
        """Vanadium lost inside each stage."""
        return self.feeds - self.outputs


def stage_yields(draws: Draws) -> FloatArray:
    """Return the V yields, routes weighted by their share of output."""
    stone_coal = draws.constant("route_share", "s2.stone_coal")
    calcium = draws.constant("route_share", "s2.calcium")
    nitride = draws.constant("route_share", "s3.vn")
    slag_feed = (1 - calcium) / draws.constant("yield", "s2.sodium")
    slag_feed = slag_feed + calcium / draws.constant("yield", "s2.calcium")
    yields = np.ones((draws.size, len(STAGES)))
    yields[:, S2] = 1 / (
        (1 - stone_coal) * slag_feed
        + stone_coal / draws.constant("yield", "s2.stone_coal")
    )
    yields[:, S3] = 1 / (
        (1 - nitride) / draws.constant("yield", "s3.fev")
        + nitride / draws.constant("yield", "s3.vn")
    )
    yields[:, S4] = draws.constant("yield", "s4")
    yields[:, S5] = draws.constant("yield", "s5")
    return yields


def stage_outputs(draws: Draws) -> FloatArray:
    """Return the vanadium in each stage's output, t V: years, draws, stages.

    S1 is mine output. S2 is World Mining Data where it speaks, else the output
    recovered from the paper. S4 is the vanadium in steel bars: the vanadium content
    of the mass that the paper prints is not known.
    """
    of_oxide = draws.constant("v_fraction", "s2")
    recovered = draws.by_year("output", "s2") * of_oxide
    independent = draws.by_year("v_output", "s2")
    in_bars = draws.by_year("v_content", "vanadium_steel") / KG_PER_T
    return np.stack(
        [
            draws.by_year("mine_output", "s1"),
            np.where(np.isnan(independent), recovered, independent),
            draws.by_year("output", "s3") * draws.constant("v_fraction", "s3"),
            draws.by_year("rebar_output", "s4") * in_bars,
            draws.by_year("output", "s5") * of_oxide,
        ],
        axis=-1,
    )


def vanadium_trade(draws: Draws, flow: str) -> FloatArray:
    """Return imports or exports by stage, t V; what was not found is left out."""
    trade = np.zeros((len(draws.years), draws.size, len(STAGES)))
    of_oxide = draws.constant("v_fraction", "oxide_trade")
    trade[..., S2] = draws.by_year(flow, "v2o5") * of_oxide
    of_alloy = draws.constant("v_fraction", "fev_trade")
    trade[..., S3] = draws.by_year(flow, "ferrovanadium") * of_alloy
    of_secondary = draws.constant("v_fraction", "s2")
    trade[..., S5] = draws.by_year(flow, "s5") * of_secondary
    if flow == "import":
        trade[..., S1] = draws.by_year(flow, "vanadium_slag")
    return trade


def balance(draws: Draws, overrides: pd.DataFrame | None = None) -> Balance:
    """Return all flows of every year and draw.

    Parameters
    ----------
    draws
        Drawn inputs.
    overrides
        A user's own yields and outputs, one row per stage and year.
    """
    outputs = stage_outputs(draws)
    yields = np.broadcast_to(stage_yields(draws), outputs.shape).copy()
    if overrides is not None:
        _apply_overrides(outputs, yields, draws.years, overrides)
    imports = vanadium_trade(draws, "import")
    exports = vanadium_trade(draws, "export")
    other_use = np.zeros_like(outputs)
    other_use[..., S2] = outputs[..., S2] * draws.constant("other_use_share", "s2")
    feeds = outputs / yields

    home = np.maximum(outputs - exports - other_use, 0.0)
    residuals = np.full_like(outputs, np.nan)
    flows = np.zeros((*outputs.shape, len(STAGES)))
    secondary = home[..., S5] + imports[..., S5]
    for start, end in ((S1, S2), (S2, S3), (S3, S4)):
        supply = home[..., start] + imports[..., start]
        if end == S2:
            supply = supply + secondary
        gap = feeds[..., end] - supply
        residuals[..., end] = gap
        surplus = np.maximum(-gap, 0.0)
        flows[..., start, end] = np.maximum(home[..., start] - surplus, 0.0)
    flows[..., S4, S5] = feeds[..., S5]
    flows[..., S5, S2] = home[..., S5]
    return Balance(
        years=draws.years,
        outputs=outputs,
        yields=yields,
        feeds=feeds,
        flows=flows,
        imports=imports,
        exports=exports,
        other_use=other_use,
        residuals=residuals,
    )


def _apply_overrides(
    outputs: FloatArray,
    yields: FloatArray,
    years: tuple[int, ...],
    overrides: pd.DataFrame,
) -> None:
    """Replace outputs and yields by a user's own; the spread of the law stays on them.

    A stated output keeps its law's relative draws, so its interval does not vanish.
    """
    for row in rows_of(overrides):
        if row["reference_year"] not in years:
            continue
        year, stage = years.index(row["reference_year"]), STAGES.index(row["stage_id"])
        if not pd.isna(row["yield_frac"]):
            yields[year, :, stage] = row["yield_frac"]
        stated = row["output_v_t"]
        if pd.isna(stated):
            stated = row["feed_v_t"] * yields[year, 0, stage]
        if not pd.isna(stated):
            outputs[year, :, stage] *= stated / outputs[year, 0, stage]
