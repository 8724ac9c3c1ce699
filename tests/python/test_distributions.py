"""Laws against scipy's and against hand-worked figures; bad spreads by name."""

import math

import numpy as np
import pytest
from scipy import stats

from vanadis.distributions import FAMILIES, Distribution, SpreadError, draw
from vanadis.spreads import Spread, activity_law, distribution

U = np.linspace(0.0005, 0.9995, 1999)


def law(family, point_value=10.0, **figures):
    return distribution(Spread("p", family, point_value, **figures))


# Each spread with the scipy law it must be; parameters worked out by hand:
# lognormal mean 10, cv 0.5: log sd = sqrt(ln 1.25) = 0.472381, log mean = 2.191013;
# beta mean 0.897, sd 0.137: a + b = 0.092391/0.018769 - 1 = 3.922532;
# gamma mean 10, sd 5: shape 4, scale 2.5; range 4 to 16 in normal: sd 12/3.919928.
CASES = {
    "normal_cv": (law("normal", cv_frac=0.1), stats.norm(10, 1)),
    "normal_sd": (law("normal", sd=2.0), stats.norm(10, 2)),
    "normal_range": (law("normal", low=4.0, high=16.0), stats.norm(10, 12 / 3.919928)),
    "lognormal_cv": (
        law("lognormal", cv_frac=0.5),
        stats.lognorm(0.472381, scale=math.exp(2.191013)),
    ),
    "lognormal_factor": (
        law("lognormal", factor_95_ratio=10.0),
        stats.lognorm(math.log(10) / 1.959964, scale=10),
    ),
    "lognormal_range": (
        law("lognormal", low=1.0, high=100.0),
        stats.lognorm(math.log(100) / 3.919928, scale=10),
    ),
    "triangular": (law("triangular", low=8.0, high=14.0), stats.triang(1 / 3, 8, 6)),
    "triangular_edge": (
        law("triangular", low=10.0, high=14.0),
        stats.triang(0, 10, 4),
    ),
    "uniform": (law("uniform", low=4.0, high=12.0), stats.uniform(4, 8)),
    "beta": (
        law("beta", 0.897, sd=0.137),
        stats.beta(0.897 * 3.922532, 0.103 * 3.922532),
    ),
    "beta_percent": (
        law("beta", 89.7, sd=13.7, lower_bound=0.0, upper_bound=100.0),
        stats.beta(0.897 * 3.922532, 0.103 * 3.922532, scale=100),
    ),
    "gamma": (law("gamma", sd=5.0), stats.gamma(4, scale=2.5)),
    "weibull": (law("weibull", cv_frac=1.0), stats.weibull_min(1.0, scale=10)),
    "normal_truncated": (
        law("normal", sd=5.0, lower_bound=6.0, upper_bound=11.0),
        stats.truncnorm(-0.8, 0.2, 10, 5),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_quantiles_and_moments_are_scipys(name):
    ours, scipys = CASES[name]
    np.testing.assert_allclose(ours.ppf(U), scipys.ppf(U), rtol=2e-5)
    assert ours.mean == pytest.approx(scipys.mean(), rel=2e-5)
    assert ours.sd == pytest.approx(scipys.std(), rel=2e-5)


def test_every_family_is_covered():
    assert {ours.family for ours, _ in CASES.values()} | {"fixed", "empirical"} == set(
        FAMILIES
    )


@pytest.mark.parametrize("name", CASES)
def test_draws_follow_the_law(name):
    ours, scipys = CASES[name]
    values = draw([ours], seed=42, n_draws=20_000)[0]
    assert stats.kstest(values, scipys.cdf).pvalue > 1e-3


def test_truncated_draws_stay_inside():
    ours = law("lognormal", 0.5, factor_95_ratio=10.0, upper_bound=1.0)
    values = draw([ours], seed=1, n_draws=10_000)[0]
    assert values.max() <= 1.0
    assert values.mean() == pytest.approx(ours.mean, abs=4 * ours.sd / 100)


def test_empirical_law_gives_back_its_samples():
    ours = law("empirical", 3.0, samples=(5.0, 1.0, 2.0, 4.0, 3.0))
    # Plotting positions 0.1, 0.3, ... 0.9; half way between two lies their mean.
    u = np.array([0.01, 0.1, 0.3, 0.4, 0.5, 0.9, 0.99])
    np.testing.assert_allclose(ours.ppf(u), [1, 1, 2, 2.5, 3, 5, 5])
    assert ours.mean == pytest.approx(3.0)


def test_fixed_and_zero_spreads_are_exact():
    for spread in [
        Spread("p", "fixed", 7.3),
        Spread("p", "normal", 7.3, cv_frac=0.0),
        Spread("p", "lognormal", 7.3, sd=0.0),
        Spread("p", "lognormal", 7.3, factor_95_ratio=1.0),
        Spread("p", "uniform", 7.3, low=7.3, high=7.3),
        Spread("p", "triangular", 7.3, low=7.3, high=7.3),
        Spread("p", "gamma", 7.3, sd=0.0),
        Spread("p", "weibull", 7.3, sd=0.0),
    ]:
        ours = distribution(spread)
        assert ours.is_fixed
        assert (ours.mean, ours.sd) == (7.3, 0.0)
        assert np.all(draw([ours], seed=1, n_draws=50) == 7.3)


def test_draws_do_not_depend_on_the_other_parameters():
    laws = [
        Distribution("a", "normal", (0.0, 1.0)),
        Distribution("b", "gamma", (2.0, 1.0)),
    ]
    both = draw(laws, seed=9, n_draws=100)
    assert np.array_equal(both[1], draw(laws[1:], seed=9, n_draws=100)[0])


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ({"family": "cauchy"}, "family is 'cauchy'"),
        ({"family": "normal", "sd": -1.0}, "sd is -1, expected 0 or more"),
        ({"family": "normal", "cv_frac": -0.1}, "cv_frac is -0.1"),
        ({"family": "normal"}, "either sd or cv_frac"),
        ({"family": "normal", "sd": 1.0, "cv_frac": 0.1}, "either sd or cv_frac"),
        ({"family": "normal", "sd": math.nan}, "sd is nan"),
        ({"family": "lognormal", "point_value": -2.0, "sd": 1.0}, "above 0"),
        ({"family": "lognormal", "factor_95_ratio": 0.5}, "factor_95_ratio is 0.5"),
        ({"family": "lognormal", "low": 0.0, "high": 3.0}, "low is 0"),
        ({"family": "uniform", "low": 3.0, "high": 2.0}, "low is 3"),
        ({"family": "uniform", "low": 3.0}, "high is missing"),
        ({"family": "triangular", "low": 11.0, "high": 12.0}, "mode is 10"),
        ({"family": "uniform", "low": 11.0, "high": 12.0}, "point value is 10"),
        ({"family": "normal", "low": 8.0, "high": 9.0}, "point value is 10"),
        (
            {"family": "triangular", "low": 11.0, "mode": 11.5, "high": 12.0},
            "point value is 10, expected within low 11 to high 12",
        ),
        # Phi(-1 / 0.8) = Phi(-1.25) = 0.1056; Phi(-1 / 0.35) = 0.0021.
        ({"family": "normal", "cv_frac": 0.8}, "below zero in 10.6 % of draws"),
        ({"family": "normal", "cv_frac": 0.35}, "use lognormal, or a lower_bound"),
        (
            {"family": "normal", "cv_frac": 0.8, "lower_bound": -9.0},
            "below zero in",
        ),
        ({"family": "beta", "sd": 0.1}, "inside 0 to 1"),
        ({"family": "beta", "point_value": 0.5, "sd": 0.6}, "needs it below 0.5"),
        ({"family": "gamma", "point_value": 0.0, "sd": 0.6}, "above 0"),
        ({"family": "weibull", "cv_frac": 1e9}, "no weibull shape"),
        ({"family": "empirical", "samples": (1.0, 2.0)}, "2 samples"),
        ({"family": "normal", "sd": 1.0, "lower_bound": 12.0}, "within the bounds"),
        (
            {"family": "normal", "sd": 1.0, "lower_bound": 12.0, "upper_bound": 2.0},
            "lower_bound is 12",
        ),
    ],
)
def test_impossible_spreads_name_parameter_and_reason(figures, reason):
    figures = {"parameter_id": "content.coal", "point_value": 10.0, **figures}
    with pytest.raises(SpreadError) as error:
        distribution(Spread(**figures))
    assert "'content.coal'" in str(error.value)
    assert reason in str(error.value)


def test_a_normal_may_reach_below_zero_in_two_draws_of_a_thousand():
    # Phi(-1 / 0.345) = Phi(-2.8986) = 0.00187.
    assert law("normal", cv_frac=0.345).sd == pytest.approx(3.45)
    bounded = law("normal", cv_frac=0.8, lower_bound=0.0)
    assert draw([bounded], seed=1, n_draws=1000).min() >= 0.0


def test_an_activity_is_multiplied_by_one_on_average():
    # Truncated at 0 the mean is 1 + cv phi(1/cv) / Phi(1/cv): 1.028 for cv 0.5.
    for cv in (0.1, 0.3, 0.345):
        assert activity_law("normal", cv, name="a").mean == pytest.approx(1, abs=3e-3)
    assert activity_law("lognormal", 2.0, name="a").mean == pytest.approx(1, rel=1e-9)
    with pytest.raises(SpreadError, match="below zero in"):
        activity_law("normal", 0.5, name="a")
