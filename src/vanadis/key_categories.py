"""Key categories: which sources make up the level and the trend of an inventory.

References
----------
IPCC (2006). Guidelines for National Greenhouse Gas Inventories, volume 1, chapter 4,
equations 4.1 (level), 4.2 and 4.3 (trend), 4.4 and 4.5 (with uncertainty).
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]


def level_assessment(emissions: Array) -> Array:
    """Share of each category in the sum of absolute emissions (equation 4.1)."""
    sizes = np.abs(emissions)
    return np.asarray(sizes / sizes.sum())


def trend_assessment(first: Array, last: Array) -> Array:
    """How far each category departs from the total's trend (equations 4.2, 4.3).

    Written without division by a category's own emission, which covers the case of
    a category that began at zero.
    """
    growth = (last.sum() - first.sum()) / abs(first.sum())
    return np.asarray(
        np.abs((last - first) - np.abs(first) * growth) / abs(first.sum())
    )


def ranked(scores: Array) -> tuple[Array, Array, NDArray[np.intp]]:
    """Contribution, cumulative contribution and rank (1 first) of each score."""
    total = scores.sum()
    shares = scores / total if total > 0.0 else np.zeros_like(scores)
    order = np.argsort(-shares, kind="stable")
    cumulative = np.empty_like(shares)
    cumulative[order] = np.cumsum(shares[order])
    rank = np.empty(shares.size, dtype=np.intp)
    rank[order] = np.arange(1, shares.size + 1)
    return shares, cumulative, rank


def are_key(
    shares: Array, cumulative: Array, threshold_pct: float
) -> NDArray[np.bool_]:
    """Mark the largest categories up to the one that reaches the threshold."""
    return np.asarray(
        (cumulative - shares < threshold_pct / 100.0 - 1e-12) & (shares > 0)
    )


KEY_CATEGORY_COLUMNS = (
    "province_code",
    "sub_source_id",
    "assessment",
    "has_uncertainty",
    "reference_year",
    "emission_t",
    "half_range_pct",
    "contribution_frac",
    "cumulative_frac",
    "contribution_rank",
    "is_key",
    "is_leading",
)


def key_categories(
    emissions: pd.DataFrame, *, key_pct: float, leading_pct: float
) -> pd.DataFrame:
    """Assess level in every year and trend over all, with and without uncertainty.

    Parameters
    ----------
    emissions
        One row per province_code (null = the nation), sub_source_id and
        reference_year: emission_t, and half_range_pct, half of its 95 % range.
    key_pct, leading_pct
        Thresholds of the cumulative contribution (95 and 80 by default).
    """
    tables = []
    for code, rows in emissions.groupby("province_code", dropna=False, sort=True):
        years = sorted(rows["reference_year"].unique())
        by_year = {
            year: rows[rows["reference_year"] == year].sort_values("sub_source_id")
            for year in years
        }
        for year, table in by_year.items():
            values = table["emission_t"].to_numpy(dtype=np.float64)
            if values.sum() > 0.0:
                scores = level_assessment(values)
                tables += _both(
                    table, scores, "level", year, code, key_pct, leading_pct
                )
        ends = by_year[years[0]].merge(
            by_year[years[-1]], on="sub_source_id", how="inner", suffixes=("_first", "")
        )
        first = ends["emission_t_first"].to_numpy(dtype=np.float64)
        last = ends["emission_t"].to_numpy(dtype=np.float64)
        if len(years) > 1 and first.sum() > 0.0:
            scores = trend_assessment(first, last)
            tables += _both(ends, scores, "trend", None, code, key_pct, leading_pct)
    return pd.concat(tables, ignore_index=True)[list(KEY_CATEGORY_COLUMNS)]


def _both(
    table: pd.DataFrame,
    scores: Array,
    assessment: str,
    year: int | None,
    code: object,
    key_pct: float,
    leading_pct: float,
) -> list[pd.DataFrame]:
    """Rank the scores as they are, and weighted with the categories' uncertainty."""
    half_ranges = table["half_range_pct"].fillna(0.0).to_numpy(dtype=np.float64)
    found = []
    for has_uncertainty, weights in [
        (False, np.ones_like(scores)),
        (True, half_ranges),
    ]:
        shares, cumulative, rank = ranked(scores * weights)
        found.append(
            pd.DataFrame(
                {
                    "province_code": code,
                    "sub_source_id": table["sub_source_id"].to_numpy(),
                    "assessment": assessment,
                    "has_uncertainty": has_uncertainty,
                    "reference_year": year,
                    "emission_t": table["emission_t"].to_numpy(),
                    "half_range_pct": half_ranges,
                    "contribution_frac": shares,
                    "cumulative_frac": cumulative,
                    "contribution_rank": rank,
                    "is_key": are_key(shares, cumulative, key_pct),
                    "is_leading": are_key(shares, cumulative, leading_pct),
                }
            )
        )
    return found
