"""Prices of vanadium along the chain and a scenario of the stages' own costs.

All in CNY per t of vanadium in the stage's output. The paper's printed costs behave as
prices, so own cost is taken as price less the cost of the feed: a scenario, not a
measurement.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vanadis.chain.balance import S1, S2, S3, S4, S5, Balance
from vanadis.chain.inputs import Draws
from vanadis.chain.linkages import carried_totals, input_coefficients
from vanadis.chain.rules import STAGES

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Costs:
    """Costs per t V of output: axes are years, draws, stages.

    Attributes
    ----------
    price
        Price of the vanadium in the stage's product.
    feed
        Cost of the feed at the price of the stage it comes from.
    own
        Price less feed cost.
    domestic
        Own costs of all domestic stages that a unit of output carries.
    feed_shares
        Share of stage i's feed in the price of stage j, by stage pair (i, j).
    """

    price: FloatArray
    feed: FloatArray
    own: FloatArray
    domestic: FloatArray
    feed_shares: FloatArray


def without_scrap(flows: FloatArray) -> FloatArray:
    """Return the flows without S4 -> S5: end-of-life scrap carries no cost or carbon.

    The cut-off rule of recycled content; it also opens the loop.
    """
    cut = flows.copy()
    cut[..., S4, S5] = 0.0
    return cut


def vanadium_prices(draws: Draws) -> FloatArray:
    """Return the prices of vanadium in each stage's product, CNY per t V."""
    oxide = draws.by_year("unit_value", "v2o5")
    oxide = oxide * draws.constant("price_ratio", "v2o5")
    oxide = oxide / draws.constant("v_fraction", "oxide_trade")
    alloy = draws.by_year("unit_value", "ferrovanadium")
    alloy = alloy * draws.constant("price_ratio", "fev")
    alloy = alloy / draws.constant("v_fraction", "fev_trade")
    nitride = draws.constant("route_share", "s3.vn")
    premium = draws.constant("price_ratio", "vn_fev") - 1
    mixed = alloy * (1 + nitride * premium)
    in_steel = mixed / draws.constant("yield", "s4")
    return np.stack(
        [
            oxide * draws.constant("price_ratio", "s1_v2o5"),
            oxide,
            mixed,
            in_steel * (1 + draws.constant("price_ratio", "s4")),
            oxide * draws.constant("price_ratio", "s5_v2o5"),
        ],
        axis=-1,
    )


def stage_costs(draws: Draws, balance: Balance) -> Costs:
    """Return prices, feed costs, own costs and carried domestic costs."""
    price = vanadium_prices(draws)
    secondary = balance.flows[..., S5, S2] + balance.imports[..., S5]
    bought = np.zeros((*price.shape, len(STAGES)))
    bought[..., S1, S2] = balance.feeds[..., S2] - secondary
    bought[..., S5, S2] = secondary
    bought[..., S2, S3] = balance.feeds[..., S3]
    bought[..., S3, S4] = balance.feeds[..., S4]
    paid = bought * price[..., :, None] / balance.outputs[..., None, :]
    feed = paid.sum(axis=-2)
    own = price - feed
    domestic = input_coefficients(without_scrap(balance.flows), balance.outputs)
    return Costs(
        price=price,
        feed=feed,
        own=own,
        domestic=carried_totals(own, domestic),
        feed_shares=paid / price[..., None, :],
    )
