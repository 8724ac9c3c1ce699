"""Prices and costs as rows."""

from vanadis.chain.inputs import Row
from vanadis.chain.intervals import interval_rows
from vanadis.chain.rules import STAGES
from vanadis.chain.solve import Chain


def cost_rows(chain: Chain) -> list[Row]:
    """Return prices and costs per t V, and prices per t of what is sold."""
    keys = {"reference_year": chain.years, "stage_id": STAGES}
    costs = chain.costs
    parts = {
        "price_v": costs.price,
        "feed_cost_v": costs.feed,
        "own_cost_v": costs.own,
        "domestic_cost_v": costs.domestic,
    }
    rows = [
        row
        for measure, values in parts.items()
        for row in interval_rows(
            values, draw_axis=1, keys=keys, unit="CNY/t V", measure=measure
        )
    ]
    in_products = {
        "s2": chain.draws.constant("v_fraction", "s2"),
        "s3": chain.draws.constant("v_fraction", "s3"),
        "s5": chain.draws.constant("v_fraction", "s2"),
    }
    for stage, content in in_products.items():
        rows += interval_rows(
            costs.price[..., STAGES.index(stage)] * content,
            draw_axis=1,
            keys={"reference_year": chain.years},
            unit="CNY/t",
            measure="price",
            stage_id=stage,
        )
    return rows
