"""From rows of the warehouse to one method's inventory."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from vanadis.dependence import DependenceError
from vanadis.distributions import Distribution, SpreadError
from vanadis.factor_graph import compile_graph
from vanadis.inventory_model import (
    Activity,
    Cell,
    Composition,
    Inventory,
    Pair,
    RankCorrelation,
    SharedPart,
)
from vanadis.spreads import Spread, activity_law, distribution
from vanadis.units import KG_PER_T

ACTIVITY_COLUMNS = [
    "province_code",
    "region_id",
    "sub_source_id",
    "category_id",
    "receptor_id",
    "reference_year",
    "use_id",
    "parameter_id",
    "amount",
    "node_id",
    "draw_id",
    "dependence_group_id",
    "family",
    "cv_frac",
    "systematic_share_frac",
]
SPREAD_FIGURES = (
    "cv_frac",
    "sd",
    "factor_95_ratio",
    "low",
    "mode",
    "high",
    "lower_bound",
    "upper_bound",
)


def split_cv(cv_frac: float, systematic_share_frac: float) -> tuple[float, float]:
    """Split a relative spread into the shared part and the part of one's own.

    The share is one of variance; the product of the two independent parts has the
    whole spread: (1 + cv^2) = (1 + cv_shared^2) (1 + cv_own^2).
    """
    shared = systematic_share_frac * cv_frac**2
    own = (1.0 + cv_frac**2) / (1.0 + shared) - 1.0
    return math.sqrt(shared), math.sqrt(own)


def spreads_from_rows(
    parameters: pd.DataFrame,
    samples: Mapping[str, tuple[float, ...]] | None = None,
) -> tuple[Distribution, ...]:
    """Build the laws of all parameter rows, in their order.

    Parameters
    ----------
    parameters
        Columns parameter_id, family, point_value and `SPREAD_FIGURES` (null = not
        given).
    samples
        Observed values of the parameters whose family is empirical.
    """
    laws = []
    for row in parameters.to_dict("records"):
        figures = {
            name: None if pd.isna(row[name]) else float(row[name])
            for name in SPREAD_FIGURES
        }
        name = str(row["parameter_id"])
        family = row["family"]
        if not isinstance(family, str):
            raise SpreadError(
                name, "no spread is given; a value known exactly is fixed"
            )
        laws.append(
            distribution(
                Spread(
                    name,
                    family,
                    float(row["point_value"]),
                    **figures,
                    samples=(samples or {}).get(name),
                )
            )
        )
    return tuple(laws)


def _correlations(
    rows: pd.DataFrame, position: Mapping[str, int]
) -> tuple[RankCorrelation, ...]:
    """Assemble the correlation matrices from rows of pairs."""
    found = []
    for group_id, pairs in rows.groupby("dependence_group_id", sort=True):
        names = sorted(
            name
            for name in {*pairs["parameter_id"], *pairs["other_parameter_id"]}
            if name in position
        )
        if len(names) < 2:
            continue
        place = {name: i for i, name in enumerate(names)}
        matrix = np.eye(len(names))
        for row in pairs.to_dict("records"):
            first, second = row["parameter_id"], row["other_parameter_id"]
            coefficient = float(row["rank_correlation_coef"])
            if not -1.0 <= coefficient <= 1.0 or first == second:
                raise DependenceError(
                    f"dependence group {group_id!r}: rank correlation of {first!r} and "
                    f"{second!r} is {coefficient:g}, expected two parameters, -1 to 1"
                )
            if first in place and second in place:
                matrix[place[first], place[second]] = coefficient
                matrix[place[second], place[first]] = coefficient
        parameters = tuple(position[name] for name in names)
        found.append(RankCorrelation(str(group_id), parameters, matrix))
    return tuple(found)


def _compositions(
    rows: pd.DataFrame, position: Mapping[str, int]
) -> tuple[Composition, ...]:
    """Collect the parameters that are shares of one whole."""
    found = []
    for group_id, members in rows.groupby("dependence_group_id", sort=True):
        names = sorted(set(members["parameter_id"]) & position.keys())
        if not names:
            continue
        at_most = bool(members["is_at_most"].iloc[0])
        parameters = tuple(position[name] for name in names)
        found.append(Composition(str(group_id), parameters, at_most))
    return tuple(found)


def compile_inventory(
    *,
    parameters: pd.DataFrame,
    terms: pd.DataFrame,
    activities: pd.DataFrame,
    correlations: pd.DataFrame,
    compositions: pd.DataFrame,
    samples: Mapping[str, tuple[float, ...]] | None = None,
) -> Inventory:
    """Compile the rows of one method; the order of the rows is of no account.

    Parameters
    ----------
    parameters
        Factor parameters: see `spreads_from_rows`.
    terms
        The factor graph: see `vanadis.factor_graph.compile_graph`.
    activities
        One row per province, sub-source, use, year and activity parameter:
        province_code, region_id, sub_source_id, category_id, receptor_id,
        reference_year, use_id, parameter_id, amount (t, or m3 where the factor is per
        m3), node_id, draw_id, dependence_group_id, family, cv_frac,
        systematic_share_frac.
    correlations
        dependence_group_id, parameter_id, other_parameter_id, rank_correlation_coef.
    compositions
        dependence_group_id, parameter_id, is_at_most.
    """
    operands = {name for names in terms["operand_ids"] for name in names}
    used = parameters[parameters["parameter_id"].isin(operands)]
    used = used.sort_values("parameter_id")
    parameter_ids = [str(name) for name in used["parameter_id"]]
    position = {name: i for i, name in enumerate(parameter_ids)}
    rows = activities[ACTIVITY_COLUMNS].sort_values(
        ["province_code", "sub_source_id", "reference_year", "use_id", "parameter_id"]
    )
    shared: dict[SharedPart, Distribution] = {}
    owns: dict[tuple[str, float], Distribution] = {}
    provinces: dict[str, list[Activity]] = {}
    # Equal keys are kept once: a large inventory has a million rows.
    pairs: dict[Pair, Pair] = {}
    cells: dict[Cell, Cell] = {}
    records: Iterable[Any] = rows.itertuples(index=False)
    for row in records:
        cv_shared, cv_own = _parts(row)
        part = SharedPart(str(row.dependence_group_id), str(row.family), cv_shared)
        if part not in shared:
            shared[part] = activity_law(row.family, cv_shared, name=row.draw_id)
        if (row.family, cv_own) not in owns:
            law = activity_law(row.family, cv_own, name=row.draw_id)
            owns[row.family, cv_own] = law
        pair = Pair(str(row.sub_source_id), str(row.node_id), part)
        cell = Cell(str(row.sub_source_id), int(row.reference_year))
        provinces.setdefault(str(row.province_code), []).append(
            Activity(
                cell=cells.setdefault(cell, cell),
                pair=pairs.setdefault(pair, pair),
                amount=float(row.amount) / KG_PER_T,
                own=owns[row.family, cv_own],
                draw_id=str(row.draw_id),
            )
        )
    sub_sources = rows.drop_duplicates("sub_source_id").set_index("sub_source_id")
    regions = rows.drop_duplicates("province_code").set_index("province_code")
    return Inventory(
        graph=compile_graph(terms, parameter_ids),
        laws=spreads_from_rows(used, samples),
        points=used["point_value"].to_numpy(dtype=np.float64),
        correlations=_correlations(correlations, position),
        compositions=_compositions(compositions, position),
        shared=shared,
        category_of=dict(sub_sources["category_id"]),
        receptor_of=dict(sub_sources["receptor_id"]),
        region_of={
            str(code): None if pd.isna(region) else str(region)
            for code, region in regions["region_id"].items()
        },
        provinces={code: tuple(rows) for code, rows in provinces.items()},
    )


def _parts(row: Any) -> tuple[float, float]:
    """Check one activity row's spread and split it."""
    share, cv = float(row.systematic_share_frac), float(row.cv_frac)
    if not 0.0 <= share <= 1.0:
        raise SpreadError(
            row.draw_id, f"systematic_share_frac is {share:g}, expected 0 to 1"
        )
    if not 0.0 <= cv < math.inf:
        raise SpreadError(row.draw_id, f"cv_frac is {cv:g}, expected 0 or more")
    return split_cv(cv, share)
