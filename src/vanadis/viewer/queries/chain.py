"""The material-product chain: one query per table, ordered for reading."""

from typing import Any

import pandas as pd

from vanadis.viewer.reader import Read

OUTPUTS = """
select * from fct_chain_outputs order by stage_id, reference_year
"""

UNIT_TIME_OUTPUTS = """
select * from fct_chain_unit_time_outputs order by product_id, reference_year
"""

# Customs go on after the last year of the chain.
TRADE = """
select * from fct_chain_trade
where fct_chain_trade.reference_year between $first_year and $last_year
order by stage_id, product_id, flow, reference_year
"""

TRADE_BY_STAGE = """
select
    fct_chain_trade.stage_id,
    fct_chain_trade.flow,
    fct_chain_trade.reference_year,
    sum(fct_chain_trade.quantity_v_t) as quantity_v_t,
    -- One content holds for all shipments of a product: the bounds add up.
    sum(fct_chain_trade.quantity_v_low_t) as quantity_v_low_t,
    sum(fct_chain_trade.quantity_v_high_t) as quantity_v_high_t
from fct_chain_trade
where fct_chain_trade.reference_year between $first_year and $last_year
group by
    fct_chain_trade.stage_id,
    fct_chain_trade.flow,
    fct_chain_trade.reference_year
order by all
"""

COSTS = """
select * from fct_chain_costs order by track, stage_id, reference_year
"""

CARBON = """
select * from fct_chain_carbon order by track, stage_id, reference_year
"""

DECOMPOSITIONS = """
select * from fct_chain_decompositions
where
    fct_chain_decompositions.base_year = $first_year
    and fct_chain_decompositions.reference_year = $last_year
    and fct_chain_decompositions.effect <> 'total'
order by stage_id, reference_year, effect
"""

LINKAGES = """
select * from fct_chain_linkages
where
    fct_chain_linkages.track = $track
    and fct_chain_linkages.measure = $measure
order by from_stage_id, to_stage_id, reference_year
"""

LINKAGE_MEASURES = """
select distinct
    fct_chain_linkages.track,
    fct_chain_linkages.measure,
    fct_chain_linkages.unit
from fct_chain_linkages
order by all
"""

LINKAGE_CHECKS = """
select * from fct_chain_linkage_checks
order by from_stage_id, to_stage_id, reference_year
"""

FLOWS = """
select * from fct_chain_flows
where fct_chain_flows.reference_year = $reference_year
order by from_stage_id nulls last, to_stage_id nulls last, flow_kind
"""

ADJUSTMENTS = """
select * from fct_chain_adjustments
where fct_chain_adjustments.reference_year = $reference_year
order by flow_id
"""

PRICE_CHECKS = """
select * from fct_chain_price_checks order by stage_id, reference_year
"""

PARTNERS = """
select * from fct_chain_trade_partners
order by product_id, flow, reference_year, quantity_t desc
"""

LINKAGE_CONSTANTS = """
select * from fct_chain_linkage_constants order by from_stage_id, to_stage_id
"""

BALANCE_TESTS = """
select * from fct_chain_balance_tests order by reference_year
"""

SHOCKS = """
select * from fct_chain_shock_responses
where
    fct_chain_shock_responses.track = 'physical'
    and fct_chain_shock_responses.stage_id = $stage_id
    and fct_chain_shock_responses.response = $response
    and fct_chain_shock_responses.direction = $direction
order by horizon nulls last, to_stage_id nulls last
"""

SHOCK_CHECKS = """
select * from fct_chain_shock_checks order by stage_id, response_column
"""

PRIORITIES = """
select * from fct_chain_priorities order by priority_rank
"""

RANK_PROBABILITIES = """
select * from fct_chain_rank_probabilities order by stage_id, priority_rank
"""

# Where a flow across the border of the chain comes from or goes to.
OUTSIDE = {
    "import": ("import", None),
    "export": (None, "export"),
    "loss": (None, "loss"),
    "other_use": (None, "other_use"),
}

# Where each node of the flow diagram stands, as shares of width and height.
PLACES = {
    "residual_in": (0.0, 0.45),
    "import": (0.0, 0.9),
    "s1": (0.16, 0.2),
    "s2": (0.36, 0.55),
    "s3": (0.54, 0.35),
    "s4": (0.72, 0.2),
    "s5": (0.84, 0.95),
    "residual_out": (1.0, 0.1),
    "other_use": (1.0, 0.3),
    "loss": (1.0, 0.5),
    "export": (1.0, 0.75),
}


def sankey_links(flows: pd.DataFrame) -> pd.DataFrame:
    """Turn flows of one year into links.

    A residual is what the balance of a stage lacks: a positive one comes from
    nowhere known, a negative one goes there.

    Parameters
    ----------
    flows
        ``flow_kind``, ``from_stage_id``, ``to_stage_id``, ``flow_v_t``.

    Returns
    -------
    pd.DataFrame
        The same rows with ``from_id``, ``to_id`` and ``flow_t``, never negative.
    """
    rows = flows.to_dict("records")
    ends = [_ends(row) for row in rows]
    return flows.assign(
        from_id=[start for start, _ in ends],
        to_id=[end for _, end in ends],
        flow_t=flows["flow_v_t"].abs(),
    )


def _ends(row: dict[Any, Any]) -> tuple[str, str]:
    start, end = row["from_stage_id"], row["to_stage_id"]
    if row["flow_kind"] == "residual":
        if row["flow_v_t"] >= 0:
            return "residual_in", end
        return end, "residual_out"
    outside_start, outside_end = OUTSIDE.get(row["flow_kind"], (None, None))
    return outside_start or start, outside_end or end


def measures(read: Read) -> pd.DataFrame:
    """Linkage measures that the file holds, by track, with their units."""
    return read(LINKAGE_MEASURES, {})
