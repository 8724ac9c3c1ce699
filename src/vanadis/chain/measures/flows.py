"""Flows, outputs, yields and unit-time outputs as rows."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.chain.balance import S3, Balance
from vanadis.chain.carbon import product_masses
from vanadis.chain.inputs import LINKS, STAGES
from vanadis.chain.intervals import interval_rows
from vanadis.chain.solve import Chain

FloatArray = NDArray[np.float64]


def flow_rows(flows: Balance) -> list[pd.DataFrame]:
    """Return flows between stages and across the chain's boundary, t V."""
    years = {"reference_year": flows.years}
    by_stage = {**years, "stage_id": STAGES}
    rows = []
    for start, end in LINKS:
        values = flows.flows[..., STAGES.index(start), STAGES.index(end)]
        rows.append(
            interval_rows(
                values,
                draw_axis=1,
                keys=years,
                unit="t V",
                measure="flow",
                variant="stage",
                stage_id=start,
                to_stage_id=end,
            )
        )
    boundary = {
        "import": flows.imports,
        "export": flows.exports,
        "other_use": flows.other_use,
        "loss": flows.losses,
        "residual": flows.residuals,
    }
    for variant, values in boundary.items():
        rows.append(
            interval_rows(
                values,
                draw_axis=1,
                keys=by_stage,
                unit="t V",
                measure="flow",
                variant=variant,
            )
        )
    return rows


def output_rows(chain: Chain) -> list[pd.DataFrame]:
    """Return outputs, yields and output per operating day."""
    keys = {"reference_year": chain.years, "stage_id": STAGES}
    masses = product_masses(chain.draws, chain.balance)
    # The printed mass of S1 is vanadium already; S2 is the recovered oxide mass.
    days = np.stack(
        [chain.draws.constant("operating_days", stage) for stage in STAGES], axis=-1
    )
    nitride = chain.draws.constant("route_share", "s3.vn")
    alloys = masses[..., S3] / days[:, S3]
    parts: list[tuple[str, str | None, FloatArray, str]] = [
        ("output_v", None, chain.balance.outputs, "t V"),
        ("yield", None, chain.balance.yields, "t V/t V"),
        ("output_mass", None, masses, "t"),
        ("output_per_day", None, masses / days, "t/d"),
    ]
    rows = [
        interval_rows(
            values, draw_axis=1, keys=keys, unit=unit, measure=measure, variant=variant
        )
        for measure, variant, values, unit in parts
    ]
    for product, values in {
        "ferrovanadium": alloys * (1 - nitride),
        "vanadium_nitride": alloys * nitride,
    }.items():
        rows.append(
            interval_rows(
                values,
                draw_axis=1,
                keys={"reference_year": chain.years},
                unit="t/d",
                measure="output_per_day",
                variant=product,
                stage_id="s3",
            )
        )
    return rows
