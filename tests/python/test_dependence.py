"""Rank correlation is reached, marginals stay, impossible matrices are named."""

import numpy as np
import pytest
from scipy import stats

from vanadis.dependence import DependenceError, rank_correlated, shares_of_one
from vanadis.distributions import Distribution, draw

LAWS = [
    Distribution("a", "normal", (0.0, 1.0)),
    Distribution("b", "lognormal", (0.0, 1.5)),
    Distribution("c", "beta", (3.5, 0.4, 0.0, 1.0)),
]
WANTED = np.array([[1.0, 0.7, -0.4], [0.7, 1.0, 0.1], [-0.4, 0.1, 1.0]])


def correlated(n_draws):
    values = draw(LAWS, seed=4, n_draws=n_draws)
    return values, rank_correlated(
        values,
        WANTED,
        parameter_ids=["a", "b", "c"],
        dependence_group_id="g",
        seed=4,
    )


@pytest.mark.parametrize("n_draws", [2_000, 10_000])
def test_rank_correlation_is_reached_within_two_hundredths(n_draws):
    _, values = correlated(n_draws)
    reached = stats.spearmanr(values, axis=1).statistic
    np.testing.assert_allclose(reached, WANTED, atol=0.02)


def test_marginals_are_kept_value_by_value():
    before, after = correlated(500)
    np.testing.assert_array_equal(np.sort(before, axis=1), np.sort(after, axis=1))


def test_impossible_matrix_is_named():
    impossible = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])
    with pytest.raises(DependenceError, match=r"'coal_release'.*not positive definite"):
        rank_correlated(
            draw(LAWS, seed=1, n_draws=10),
            impossible,
            parameter_ids=["a", "b", "c"],
            dependence_group_id="coal_release",
            seed=1,
        )


def test_shares_add_up_to_one_or_less():
    values = np.array([[0.5, 0.9], [0.25, 0.6]])
    np.testing.assert_allclose(
        shares_of_one(values, at_most=True), [[0.5, 0.6], [0.25, 0.4]]
    )
    np.testing.assert_allclose(
        shares_of_one(values, at_most=False), [[2 / 3, 0.6], [1 / 3, 0.4]]
    )
