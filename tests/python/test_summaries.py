"""Summaries against numpy and against the known errors of normal percentiles."""

import numpy as np
import pytest
from scipy import stats

from vanadis.distributions import Distribution, draw
from vanadis.summaries import SUMMARY_COLUMNS, summarise


def test_summary_is_numpys():
    row = draw([Distribution("x", "gamma", (2.0, 3.0))], seed=1, n_draws=999)[0]
    out = np.empty(len(SUMMARY_COLUMNS))
    summarise(row, out)
    np.testing.assert_allclose(out[:2], [row.mean(), row.std(ddof=1)], rtol=1e-13)
    np.testing.assert_allclose(
        out[2:5], np.quantile(row, [0.025, 0.5, 0.975]), rtol=1e-13
    )


@pytest.mark.parametrize("n_draws", [1, 2, 3, 100])
def test_few_draws_have_an_error_too(n_draws):
    row = draw([Distribution("x", "normal", (0.0, 1.0))], seed=6, n_draws=n_draws)[0]
    out = np.empty(len(SUMMARY_COLUMNS))
    summarise(row, out)
    assert np.all(np.isfinite(out))
    assert (out[5:] > 0.0).all() == (n_draws > 1)


@pytest.mark.parametrize("n_draws", [1_000, 5_000])
def test_percentile_error_is_that_of_resampling(n_draws):
    laws = [Distribution(f"x{i}", "lognormal", (0.0, 1.0)) for i in range(5)]
    rng = np.random.default_rng(3)
    out = np.empty(len(SUMMARY_COLUMNS))
    for row in draw(laws, seed=4, n_draws=n_draws):
        summarise(row, out)
        resampled = rng.choice(row, size=(1_000, n_draws))
        bounds = np.quantile(resampled, [0.025, 0.975], axis=1)
        # The standard deviation of 1,000 values is known to 2.2 %.
        np.testing.assert_allclose(out[5:], bounds.std(axis=1, ddof=1), rtol=0.12)


def test_percentile_error_is_known_to_a_quarter_at_1000_draws():
    # 0.156125 / 0.058445 / sqrt(1000) = 0.084474; half the distance between the order
    # statistics one standard error to either side scatters by 31 % about it.
    laws = [Distribution(f"x{i}", "normal", (0.0, 1.0)) for i in range(1_000)]
    out = np.empty((1_000, len(SUMMARY_COLUMNS)))
    for row, summary in zip(draw(laws, seed=5, n_draws=1_000), out, strict=True):
        summarise(row, summary)
    errors = out[:, 5:]
    assert errors.mean() == pytest.approx(0.084474, rel=0.05)
    assert (errors.std(axis=0) / errors.mean(axis=0)).max() < 0.26


def test_percentile_error_is_the_textbook_one():
    # se(q) = sqrt(p (1 - p) / n) / density(q); a normal's 2.5 % point has density
    # 0.058445, so 0.156125 / 0.058445 / 100 = 0.026713 for 10,000 draws.
    laws = [Distribution(f"x{i}", "normal", (0.0, 1.0)) for i in range(40)]
    out = np.empty((40, len(SUMMARY_COLUMNS)))
    for row, summary in zip(draw(laws, seed=2, n_draws=10_000), out, strict=True):
        summarise(row, summary)
    assert stats.norm.pdf(stats.norm.ppf(0.025)) == pytest.approx(0.058445, abs=1e-6)
    assert out[:, 5].mean() == pytest.approx(0.026713, rel=0.1)
    # and the bounds of 40 independent runs scatter by just that.
    assert out[:, 2].std(ddof=1) == pytest.approx(0.026713, rel=0.4)
    assert out[:, 4].std(ddof=1) == pytest.approx(0.026713, rel=0.4)
