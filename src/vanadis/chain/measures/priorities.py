"""Criteria, scores and ranks of the stages as rows."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vanadis.chain import linkages, priorities
from vanadis.chain.balance import S4
from vanadis.chain.inputs import Row, rows_of
from vanadis.chain.intervals import interval_rows
from vanadis.chain.rules import STAGES
from vanadis.chain.solve import Chain, shock_year

FloatArray = NDArray[np.float64]

CRITERIA = ("unit_cost", "carbon_intensity", "output", "trade", "linkage")


def priority_rows(chain: Chain, weights: pd.DataFrame) -> list[Row]:
    """Return criteria, score and rank probabilities of the stages in the shock year."""
    year_index = shock_year(chain)
    flows = chain.balance
    outputs = flows.outputs[year_index]
    inverse = chain.requirements[year_index]
    backward = linkages.rasmussen_index(linkages.backward_linkages(inverse))
    forward = linkages.rasmussen_index(
        linkages.forward_linkages(linkages.allocation_totals(inverse, outputs))
    )
    trade = flows.imports[year_index] + flows.exports[year_index]
    trade[:, S4] = np.nan  # no trade in vanadium steel was found: unknown, not zero
    units = ("CNY/t V", "t CO2/t V", "t V", "t V/t V", "ratio")
    criteria = np.stack(
        [
            chain.costs.price[year_index],
            chain.carbon.emissions[year_index] / outputs,
            outputs,
            trade / outputs,
            (backward + forward) / 2,
        ],
        axis=-2,
    )
    scores = priorities.priority_scores(criteria, _weights(weights))
    common = {"reference_year": chain.years[year_index]}
    rows = [
        row
        for place, criterion in enumerate(CRITERIA)
        for row in interval_rows(
            criteria[:, place, :],
            draw_axis=0,
            keys={"stage_id": STAGES},
            unit=units[place],
            measure="criterion",
            variant=criterion,
            **common,
        )
    ]
    placed = priorities.ranks(scores)
    for measure, values, unit in (
        ("priority_score", scores, "ratio"),
        ("priority_rank", placed.astype(float), "rank"),
    ):
        rows += interval_rows(
            values,
            draw_axis=0,
            keys={"stage_id": STAGES},
            unit=unit,
            measure=measure,
            **common,
        )
    rows += [
        {
            "measure": "rank_probability",
            "stage_id": stage,
            "step": rank,
            "unit": "ratio",
            "point_value": share,
            **common,
        }
        for stage, shares in zip(
            STAGES, priorities.rank_probabilities(placed[1:]).tolist(), strict=True
        )
        for rank, share in enumerate(shares, start=1)
    ]
    return rows


def _weights(weights: pd.DataFrame) -> FloatArray:
    by_name = weights.set_index("criterion")["weight_frac"]
    unknown = sorted(set(by_name.index) - set(CRITERIA))
    missing = sorted(set(CRITERIA) - set(by_name.index))
    if unknown or missing:
        raise ValueError(
            f"criterion weights: unknown {unknown}, missing {missing}, "
            f"expected {', '.join(CRITERIA)}"
        )
    return by_name.loc[list(CRITERIA)].to_numpy(dtype=float)


def printed_priority_rows(
    printed_criteria: pd.DataFrame, weights: pd.DataFrame
) -> list[Row]:
    """Return the same rule on the paper's figures; what it lacks is left out."""
    table = printed_criteria.pivot(
        index="criterion", columns="stage_id", values="criterion_value"
    ).reindex(index=list(CRITERIA), columns=list(STAGES))
    scores = priorities.priority_scores(table.to_numpy(dtype=float), _weights(weights))
    criteria = printed_criteria.rename(
        columns={"criterion": "variant", "criterion_value": "point_value"}
    )
    rows = [{"measure": "criterion", **row} for row in rows_of(criteria)]
    for measure, values, unit in (
        ("priority_score", scores, "ratio"),
        ("priority_rank", priorities.ranks(scores), "rank"),
    ):
        rows += [
            {"measure": measure, "stage_id": stage, "unit": unit, "point_value": value}
            for stage, value in zip(STAGES, values.tolist(), strict=True)
        ]
    return [{"track": "published_replica", **row} for row in rows]
