"""Flows, outputs, yields and unit-time outputs as rows."""

import numpy as np

from vanadis.chain.balance import S3
from vanadis.chain.carbon import product_masses
from vanadis.chain.inputs import LINKS, Row
from vanadis.chain.intervals import interval_rows
from vanadis.chain.rules import STAGES
from vanadis.chain.solve import Chain


def flow_rows(chain: Chain) -> list[Row]:
    """Return flows between stages and across the chain's boundary, t V."""
    flows = chain.balance
    years = {"reference_year": flows.years}
    by_stage = {**years, "stage_id": STAGES}
    rows: list[Row] = []
    for start, end in LINKS:
        values = flows.flows[..., STAGES.index(start), STAGES.index(end)]
        rows += interval_rows(
            values,
            draw_axis=1,
            keys=years,
            unit="t V",
            measure="flow",
            variant="stage",
            stage_id=start,
            to_stage_id=end,
        )
    boundary = {
        "import": flows.imports,
        "export": flows.exports,
        "other_use": flows.other_use,
        "loss": flows.losses,
        "residual": flows.residuals,
    }
    for variant, values in boundary.items():
        rows += interval_rows(
            values,
            draw_axis=1,
            keys=by_stage,
            unit="t V",
            measure="flow",
            variant=variant,
        )
    return rows


def output_rows(chain: Chain) -> list[Row]:
    """Return outputs, yields and output per operating day."""
    keys = {"reference_year": chain.years, "stage_id": STAGES}
    masses = product_masses(chain.draws, chain.balance)
    # The printed mass of S1 is vanadium already; S2 is the recovered oxide mass.
    days = np.stack(
        [chain.draws.constant("operating_days", stage) for stage in STAGES], axis=-1
    )
    nitride = chain.draws.constant("route_share", "s3.vn")
    alloys = masses[..., S3] / days[:, S3]
    parts = {
        "output_v": (chain.balance.outputs, "t V"),
        "yield": (chain.balance.yields, "t V/t V"),
        "output_mass": (masses, "t"),
        "output_per_day": (masses / days, "t/d"),
    }
    rows = [
        row
        for measure, (values, unit) in parts.items()
        for row in interval_rows(
            values, draw_axis=1, keys=keys, unit=unit, measure=measure
        )
    ]
    for product, values in {
        "ferrovanadium": alloys * (1 - nitride),
        "vanadium_nitride": alloys * nitride,
    }.items():
        rows += interval_rows(
            values,
            draw_axis=1,
            keys={"reference_year": chain.years},
            unit="t/d",
            measure="output_per_day",
            variant=product,
            stage_id="s3",
        )
    return rows
