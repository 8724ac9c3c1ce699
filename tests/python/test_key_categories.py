"""Key categories against tables worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from vanadis.key_categories import (
    key_categories,
    level_assessment,
    ranked,
    trend_assessment,
)


def table(first, last, half_ranges):
    names = ["a", "b", "c", "d"]
    rows = [
        {
            "province_code": None,
            "sub_source_id": name,
            "reference_year": year,
            "emission_t": value,
            "half_range_pct": half,
        }
        for year, values in [(2015, first), (2019, last)]
        for name, value, half in zip(names, values, half_ranges, strict=True)
    ]
    return pd.DataFrame(rows)


def test_level_worked_by_hand():
    np.testing.assert_allclose(
        level_assessment(np.array([50.0, 30, 15, 5])), [0.5, 0.3, 0.15, 0.05]
    )


def test_trend_worked_by_hand():
    # Total 100 to 120, + 20 %. a: 50 to 80, expected 60, off by 20; b: 30 to 30,
    # expected 36, off by 6; c: 20 to 5, expected 24, off by 19; d: 0 to 5, off by 5.
    scores = trend_assessment(np.array([50.0, 30, 20, 0]), np.array([80.0, 30, 5, 5]))
    np.testing.assert_allclose(scores, [0.20, 0.06, 0.19, 0.05])
    # Equation 4.2 for a, as printed: 50/100 x |30/50 - 20/100| = 0.2.
    assert scores[0] == pytest.approx(50 / 100 * abs(30 / 50 - 20 / 100))


def test_key_ones_reach_the_threshold_and_uncertainty_changes_them():
    found = key_categories(
        table([50.0, 30, 15, 5], [50.0, 30, 15, 5], [2.0, 10, 40, 100]),
        key_pct=95.0,
        leading_pct=80.0,
    )
    level = found[
        (found["assessment"] == "level")
        & (found["reference_year"] == 2019)
        & ~found["has_uncertainty"]
    ].set_index("sub_source_id")
    assert level["is_key"].tolist() == [True, True, True, False]
    assert level["is_leading"].tolist() == [True, True, False, False]
    np.testing.assert_allclose(level["cumulative_frac"], [0.5, 0.8, 0.95, 1.0])
    # With uncertainty: 100, 300, 600, 500 of 1500; order c, d, b, a.
    weighted = found[
        (found["assessment"] == "level")
        & (found["reference_year"] == 2019)
        & found["has_uncertainty"]
    ].set_index("sub_source_id")
    np.testing.assert_allclose(
        weighted["contribution_frac"], [1 / 15, 3 / 15, 6 / 15, 5 / 15]
    )
    assert weighted["contribution_rank"].tolist() == [4, 3, 1, 2]
    assert weighted["is_key"].tolist() == [True, True, True, True]
    assert weighted["is_leading"].tolist() == [False, True, True, True]


def test_no_trend_no_key_category():
    shares, cumulative, rank = ranked(np.zeros(3))
    assert shares.tolist() == [0, 0, 0]
    assert rank.tolist() == [1, 2, 3]
    assert cumulative.tolist() == [0, 0, 0]
    found = key_categories(
        table([1.0, 1, 1, 1], [2.0, 2, 2, 2], [1.0] * 4), key_pct=95, leading_pct=80
    )
    assert not found.loc[found["assessment"] == "trend", "is_key"].any()
