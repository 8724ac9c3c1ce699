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


@pytest.mark.parametrize("n_draws", [1, 2, 3, 40, 1000])
def test_errors_span_order_statistics(n_draws):
    # Position p (n - 1) among the sorted draws, sqrt(n p (1 - p)) to either side.
    row = draw([Distribution("x", "normal", (0.0, 1.0))], seed=6, n_draws=n_draws)[0]
    out = np.empty(len(SUMMARY_COLUMNS))
    summarise(row, out)
    ordered, places = np.sort(row), np.arange(n_draws)
    for p, error in [(0.025, out[5]), (0.975, out[6])]:
        middle, span = p * (n_draws - 1), np.sqrt(n_draws * p * (1 - p))
        ends = np.interp([middle - span, middle + span], places, ordered)
        assert error == pytest.approx((ends[1] - ends[0]) / 2, rel=1e-12, abs=1e-15)


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
