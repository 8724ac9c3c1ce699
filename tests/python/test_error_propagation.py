"""Approach 1 against the IPCC's two equations, worked by hand, and against draws."""

import math

import numpy as np
import pytest
from inventory_example import activities, inventory, parameters
from test_montecarlo import fixed_parameters, row

from vanadis.distributions import Z95
from vanadis.error_propagation import error_propagation
from vanadis.inventory_rows import split_cv
from vanadis.montecarlo import simulate


def independent_rows():
    """One row per sub-source and province, nothing shared but the factor."""
    rows = activities()
    return rows[rows["use_id"] == "industry"].assign(
        systematic_share_frac=0.0, draw_id=rows["parameter_id"]
    )


def test_inventory_follows_the_two_equations():
    # One province, one year, three categories with independent activity and factor.
    rows = independent_rows()
    rows = rows[(rows["province_code"] == "110000") & (rows["reference_year"] == 2015)]
    figures = {
        "steel_factor": {"family": "normal", "cv_frac": 0.10},
        "waste_factor": {"family": "normal", "cv_frac": 0.20, "factor_95_ratio": None},
        "content": {"family": "normal", "cv_frac": 0.15},
    }
    model = inventory(activities=rows, parameters=fixed_parameters(**figures))
    got = error_propagation(model)
    # Equation 3.1, half ranges of 1.959964 standard deviations: of 10 and 15 %,
    # 1.959964 x sqrt(100 + 225) = 35.3338 %; of 5 and 10 %, and of 20 and 20 %, alike.
    by_source = {"coal_rc": 35.3338, "industry_sm": 21.9131, "waste_sw": 55.4362}
    emissions = []
    for name, expected in by_source.items():
        found = row(got, "sub_source", 2015, sub_source_id=name)
        # A normal activity ends at zero, which is felt in the fifth digit.
        assert found["half_range_pct"] == pytest.approx(expected, rel=1e-4)
        emissions.append(found["emission_t"])
    national = row(got, "national", 2015)
    # Equation 3.2.
    absolute = [e * u for e, u in zip(emissions, by_source.values(), strict=True)]
    expected = math.hypot(*absolute) / sum(emissions)
    assert national["half_range_pct"] == pytest.approx(expected, rel=1e-4)
    assert national["emission_t"] == pytest.approx(sum(emissions), rel=1e-12)


def test_shared_parts_add_up_linearly_and_own_ones_in_quadrature():
    rows = activities()
    rows = rows[(rows["sub_source_id"] == "industry_sm")]
    rows = rows[rows["reference_year"] == 2015]
    model = inventory(activities=rows, parameters=fixed_parameters())
    parts = np.array([5e6, 10e6, 15e6, 20e6]) * 0.0015 / 1000
    shared, own = split_cv(0.05, 0.5)
    expected = math.sqrt((shared * parts.sum()) ** 2 + own**2 * (parts**2).sum())
    got = row(error_propagation(model), "national", 2015)
    assert got["emission_sd_t"] == pytest.approx(expected, rel=1e-9)


def test_trend_of_a_shared_factor_is_known_exactly():
    # Type A of the guidelines: a factor common to both years cancels in the trend;
    # type B: independent activities of 5 % each year, 20 % growth, leave
    # 120 x sqrt(2) x 5 % x 1.96 percentage points.
    rows = independent_rows()
    rows = rows[rows["sub_source_id"] == "industry_sm"]
    rows = rows[rows["province_code"] == "110000"]
    spread = {"steel_factor": {"family": "normal", "cv_frac": 0.3}}
    exact = inventory(
        activities=rows.assign(family="fixed"), parameters=fixed_parameters(**spread)
    )
    got = row(error_propagation(exact), "national_trend")
    assert got["half_range_pct"] == pytest.approx(0.0, abs=1e-9)
    free = inventory(activities=rows, parameters=fixed_parameters(**spread))
    got = row(error_propagation(free), "national_trend")
    by_hand = 120 * math.sqrt(2) * 0.05 * Z95
    assert got["half_range_pct"] == pytest.approx(by_hand, rel=1e-6)


def test_trend_is_columns_i_and_k_of_the_guidelines():
    # IPCC (2006), volume 1, table 3.2: a factor of half range F moves the trend by
    # type A sensitivity x F, where type A is what 1 % more in both years does to it.
    rows = independent_rows()
    rows = rows[rows["province_code"] == "110000"]
    is_waste_2019 = (rows["sub_source_id"] == "waste_sw") & (
        rows["reference_year"] == 2019
    )
    # Waste triples while coal and steel grow by a fifth.
    rows = rows.assign(
        amount=rows["amount"].where(~is_waste_2019, 2.5 * rows["amount"]),
        family="fixed",
    )
    spreads = {"content": 0.04, "steel_factor": 0.10, "waste_factor": 0.30}
    blank = {"factor_95_ratio": None}
    model = inventory(
        activities=rows,
        parameters=fixed_parameters(
            **{
                n: {"family": "normal", "cv_frac": cv} | blank
                for n, cv in spreads.items()
            }
        ),
    )
    kg_per_t = {
        "coal_rc": 0.035 * 0.8 * (1 - 0.7 * 0.9),
        "industry_sm": 0.0015,
        "waste_sw": 0.0003,
    }
    by_year = {
        year: {
            name: rows[
                (rows["sub_source_id"] == name) & (rows["reference_year"] == year)
            ]["amount"].sum()
            * factor
            for name, factor in kg_per_t.items()
        }
        for year in (2015, 2019)
    }
    first, last = (np.array([*by_year[year].values()]) for year in (2015, 2019))

    def trend_pct(base, end):
        return 100 * (end.sum() / base.sum() - 1)

    contributions = []
    for i, cv in enumerate(spreads.values()):
        more = np.where(np.arange(3) == i, 1.01, 1.0)
        type_a = trend_pct(first * more, last * more) - trend_pct(first, last)
        contributions.append(type_a * 100 * Z95 * cv)
    by_hand = math.sqrt(sum(c**2 for c in contributions))
    got = row(error_propagation(model), "national_trend")
    # One percent is a finite step: it leaves about one percent of the slope.
    assert got["half_range_pct"] == pytest.approx(by_hand, rel=0.01)


def test_small_spreads_agree_with_the_draws_on_every_level():
    # Spreads of a few percent: first order and Monte Carlo must meet.
    small = parameters().assign(
        family="normal",
        cv_frac=0.02,
        sd=None,
        factor_95_ratio=None,
        low=None,
        high=None,
    )
    rows = activities().assign(cv_frac=0.02)
    model = inventory(activities=rows, parameters=small)
    n = 20_000
    drawn = simulate(model, seed=3, n_draws=n).intervals
    keys = ["level", "province_code", "region_id", "sub_source_id"]
    keys += ["category_id", "receptor_id", "reference_year"]
    both = error_propagation(model).merge(drawn, on=keys, suffixes=("", "_drawn"))
    assert len(both) == len(error_propagation(model))
    np.testing.assert_allclose(both["emission_t"], both["emission_t_drawn"], rtol=1e-9)
    # sd of a sample sd is sd / sqrt(2 n); the curvature adds less than 1 %.
    np.testing.assert_allclose(
        both["emission_sd_t"],
        both["emission_sd_t_drawn"],
        rtol=4 / math.sqrt(2 * n) + 0.01,
    )
