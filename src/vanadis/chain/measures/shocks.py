"""Responses to a shock of unit-time output as rows."""

import numpy as np

from vanadis.chain import shocks
from vanadis.chain.inputs import Row
from vanadis.chain.intervals import interval_rows
from vanadis.chain.rules import STAGES
from vanadis.chain.solve import Chain, shock_year

HORIZONS = 5


def shock_rows(chain: Chain) -> list[Row]:
    """Return responses to a shock at each stage, per unit of shock, in one year."""
    draws, flows = chain.draws, chain.balance
    year_index = shock_year(chain)
    size = float(draws.constant("shock_size", "size")[0])
    pass_through = float(draws.constant("shock_pass_through", "pass_through")[0])
    outputs = flows.outputs[year_index]
    matrices = {
        "downstream": shocks.downstream_matrix(
            flows.flows[year_index], flows.feeds[year_index]
        ),
        "upstream": shocks.upstream_matrix(flows.flows[year_index], outputs),
    }
    fixed = np.stack(
        [draws.constant("fixed_cost_share", stage) for stage in STAGES], axis=-1
    )
    elastic = np.stack(
        [draws.constant("carbon_elasticity", stage) for stage in STAGES], axis=-1
    )
    multipliers = shocks.cost_multipliers(chain.costs.feed_shares[year_index])
    every_shock = size * np.eye(len(STAGES))
    totals = {
        direction: shocks.cumulate(matrix, every_shock, pass_through=pass_through)
        for direction, matrix in matrices.items()
    }
    system = {
        "output": outputs,
        "cost": chain.costs.own[year_index].clip(min=0) * outputs,
        "carbon": chain.carbon.emissions[year_index],
    }
    system = {
        name: each / each.sum(axis=-1, keepdims=True) for name, each in system.items()
    }
    rows: list[Row] = []
    for place, shocked in enumerate(STAGES):
        shock = every_shock[place]
        by_direction = {}
        for direction, matrix in matrices.items():
            steps = shocks.propagate(
                matrix, shock, horizons=HORIZONS, pass_through=pass_through
            )
            total = totals[direction][:, place, :]
            by_direction[direction] = np.concatenate(
                [steps, total[..., None, :]], axis=-2
            )
        own = np.zeros_like(by_direction["downstream"])
        own[:, [0, -1], place] = size
        by_direction["both"] = (
            by_direction["downstream"] + by_direction["upstream"] - own
        )
        for direction, pace in by_direction.items():
            responses = {
                "output": pace,
                "cost": shocks.cost_response(
                    pace, fixed[:, None, :], multipliers[:, None, :, :]
                ),
                "carbon": shocks.carbon_response(pace, elastic[:, None, :]),
            }
            for response, values in responses.items():
                relative = values / size
                common: dict[str, str | int | None] = {
                    "measure": f"shock_{response}",
                    "variant": direction,
                    "stage_id": shocked,
                    "reference_year": chain.years[year_index],
                }
                whole = (relative * system[response][:, None, :]).sum(axis=-1)
                rows += interval_rows(
                    whole,
                    draw_axis=0,
                    keys={"step": (*range(HORIZONS + 1), None)},
                    unit="ratio",
                    **common,
                )
                rows += interval_rows(
                    relative[:, -1, :],
                    draw_axis=0,
                    keys={"to_stage_id": STAGES},
                    unit="ratio",
                    **common,
                )
    return rows
