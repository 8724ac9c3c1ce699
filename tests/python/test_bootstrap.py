"""Fits against scipy on known samples and against published and closed-form results."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from vanadis.bootstrap import (
    anderson_darling,
    detected,
    fit_families,
    parameter_fits,
    resampled,
)
from vanadis.distributions import Distribution, SpreadError, draw
from vanadis.maximum_likelihood import ARGUMENT_NAMES, fit_rows

KNOWN = {
    "normal": (5.0, 2.0),
    "lognormal": (-1.0, 0.7),
    "triangular": (0.0, 2.0, 10.0),
    "uniform": (3.0, 4.0),
    "beta": (3.0, 9.0, 0.0, 1.0),
    "gamma": (2.5, 0.4),
    "weibull": (1.7, 3.0),
}


def sample(family, n, seed=3):
    law = Distribution(f"known.{family}", family, KNOWN[family])
    return draw([law], seed=seed, n_draws=n)[0]


@pytest.mark.parametrize("family", KNOWN)
def test_the_true_family_and_its_parameters_are_found(family):
    fits = fit_families(sample(family, 4000), parameter_id="p")
    assert fits[0].family == family
    np.testing.assert_allclose(fits[0].law.arguments, KNOWN[family], rtol=0.1, atol=0.1)
    assert fits[0].ks_p > 0.01


@pytest.mark.parametrize("family", sorted(set(KNOWN) - {"triangular"}))
def test_vectorised_fit_is_scipys(family):
    values = sample(family, 60)
    ours = fit_rows(family, values[None, :])[0]
    fits = {fit.family: fit for fit in fit_families(values, parameter_id="p")}
    scipys = fits[family].law.arguments[: len(ours)]
    # scipy finds a weibull by simplex search, to four digits.
    np.testing.assert_allclose(ours, scipys, rtol=1e-4 if family == "weibull" else 1e-6)


def test_triangular_likelihood_is_at_least_scipys():
    for seed in range(5):
        values = sample("triangular", 40, seed)
        width = np.ptp(values)
        mode, low, scale = stats.triang.fit(
            values, 0.5, loc=values.min() - 0.1 * width, scale=1.2 * width
        )
        scipys = stats.triang(mode, low, scale)
        fits = {fit.family: fit for fit in fit_families(values, parameter_id="p")}
        ours = fits["triangular"].law.scipy_law
        gain = ours.logpdf(values).sum() - scipys.logpdf(values).sum()
        assert gain > -1e-6
        np.testing.assert_allclose(
            fits["triangular"].law.arguments,
            [low, low + mode * scale, low + scale],
            atol=0.2 * width,
        )


def test_aic_is_two_k_minus_two_log_likelihood():
    # Standard normal sample 0, 1, 2: mean 1, sd sqrt(2/3); log likelihood
    # -1.5 (ln(2 pi 2/3) + 1) = -3.648618, so AIC = 4 + 7.297235.
    fits = {f.family: f for f in fit_families(np.array([0.0, 1, 2]), parameter_id="p")}
    by_hand = 4 + 3 * (math.log(2 * math.pi * 2 / 3) + 1)
    assert fits["normal"].aic == pytest.approx(by_hand, rel=1e-12)


def test_anderson_darling_is_scipys():
    values = sample("normal", 50)
    law = Distribution("p", "normal", (values.mean(), values.std(ddof=1)))
    scipys = stats.goodness_of_fit(
        stats.norm,
        values,
        known_params={"loc": values.mean(), "scale": values.std(ddof=1)},
        statistic="ad",
        n_mc_samples=1,
    )
    assert anderson_darling(law, values) == pytest.approx(scipys.statistic, rel=1e-9)


def test_bootstrap_interval_of_a_mean_is_scipys():
    values = sample("gamma", 80)
    ours = resampled(values, parameter_id="p", n_resamples=20_000, seed=1).mean(axis=1)
    scipys = stats.bootstrap(
        (values,), np.mean, method="percentile", n_resamples=20_000, rng=1
    ).confidence_interval
    # A 2.5 % point of 20,000 draws has a standard error of 0.02 sd.
    error = 4 * math.sqrt(2) * 0.0189 * ours.std()
    np.testing.assert_allclose(np.quantile(ours, [0.025, 0.975]), scipys, atol=error)


def test_values_below_detection_become_limit_over_root_two():
    values = detected(
        np.array([0.5, 2.0, 0.1]), np.array([1.0, 1.0, np.nan]), parameter_id="p"
    )
    np.testing.assert_allclose(values, [1 / math.sqrt(2), 2, 0.1])


def frame(values, name="p"):
    return pd.DataFrame(
        {
            "parameter_id": name,
            "unit": "frac",
            "value": values,
            "detection_limit": np.nan,
            "is_below_detection": False,
        }
    )


def test_table_has_every_family_and_one_selection():
    samples = pd.concat([frame(sample("beta", 30)), frame([-1.0, 2, 5, 3], "growth")])
    fits, quantiles = parameter_fits(samples, n_resamples=200, seed=1)
    assert set(fits["family"]) == set(ARGUMENT_NAMES)
    assert fits.groupby("parameter_id")["is_selected"].sum().tolist() == [1, 1]
    growth = fits[fits["parameter_id"] == "growth"].set_index("family")
    assert "above 0" in growth.loc["gamma", "reason"]
    assert np.isnan(growth.loc["gamma", "aic"])
    assert growth.loc["normal", "mean_value"] == pytest.approx(2.25)
    assert (
        growth.loc["normal", "mean_p025_value"]
        < 2.25
        < growth.loc["normal", "mean_p975_value"]
    )
    picked = quantiles[
        (quantiles["parameter_id"] == "growth") & (quantiles["family"] == "uniform")
    ]
    # Uniform on -1 to 5 at probabilities 1/8, 3/8, 5/8, 7/8.
    np.testing.assert_allclose(picked["fitted_value"], [-0.25, 1.25, 2.75, 4.25])


def test_table_does_not_depend_on_row_order():
    samples = pd.concat([frame(sample("gamma", 25)), frame([1.0, 2, 5, 3], "q")])
    once = parameter_fits(samples, n_resamples=100, seed=1)
    again = parameter_fits(
        samples.sample(frac=1, random_state=1), n_resamples=100, seed=1
    )
    for left, right in zip(once, again, strict=True):
        pd.testing.assert_frame_equal(left, right, check_exact=True)


def test_too_few_samples_are_named():
    with pytest.raises(SpreadError, match=r"'v_in_pm\.coke': 2 samples"):
        parameter_fits(frame([1.0, 2.0], "v_in_pm.coke"), n_resamples=10, seed=1)
