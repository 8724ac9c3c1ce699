"""Convergence: the ladder ends at all draws, errors fall with their square root."""

import numpy as np
import pytest

from vanadis.convergence import convergence, steps
from vanadis.distributions import Distribution, draw


def test_steps_end_with_all_draws():
    assert steps(10_000) == [100, 200, 500, 1000, 2000, 5000, 10_000]
    assert steps(64) == [64]


def test_errors_fall_with_the_root_of_the_draws():
    laws = [Distribution(f"x{i}", "normal", (10.0, 1.0)) for i in range(20)]
    rows = draw(laws, seed=1, n_draws=10_000)
    table = convergence({("national", str(i)): row for i, row in enumerate(rows)})
    errors = table.groupby("n_draws")["emission_p975_se_t"].mean()
    assert errors[100] / errors[10_000] == pytest.approx(10.0, rel=0.25)
    last = table[table["n_draws"] == 10_000]
    np.testing.assert_allclose(
        last["emission_p975_t"], np.quantile(rows, 0.975, axis=1), rtol=1e-12
    )
    # 2.67 % of an sd over a width of 3.92 sd.
    assert last["largest_se_pct"].mean() == pytest.approx(0.7, abs=0.1)
