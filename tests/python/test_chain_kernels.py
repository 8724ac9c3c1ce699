"""Replica, shocks, decomposition, reconciliation and priorities of the chain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from vanadis.chain.decomposition import log_mean, output_and_intensity_effects
from vanadis.chain.priorities import priority_scores, rank_probabilities, ranks
from vanadis.chain.reconciliation import reconcile
from vanadis.chain.replica import feasible_constant
from vanadis.chain.shocks import (
    carbon_response,
    cost_multipliers,
    cost_response,
    cumulate,
    downstream_matrix,
    propagate,
    upstream_matrix,
)

# ---------- replica


def cut(values: np.ndarray, step: float) -> np.ndarray:
    return np.floor(np.round(values / step, 9)) * step


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([1.3, 1.5, 1.6, 1.7, 2.0]))
def test_feasible_constant__holds_the_constant_that_made_the_table(
    seed: int, constant: float
) -> None:
    true = np.random.default_rng(seed).uniform(0.03, 0.14, 8)
    found = feasible_constant(
        forward=cut(true, 1e-3),
        forward_step=np.full(8, 1e-3),
        backward=cut(true / constant, 1e-3),
        backward_step=np.full(8, 1e-3),
    )
    assert found.low < constant < found.high


def test_feasible_constant__follows_by_hand() -> None:
    # 0.133 / 0.084 = 1.5833; 0.134 / 0.083 = 1.6145; 1.6 is the only tenth inside.
    found = feasible_constant(
        forward=np.array([0.133]),
        forward_step=np.array([0.001]),
        backward=np.array([0.083]),
        backward_step=np.array([0.001]),
    )
    assert found.low == pytest.approx(0.133 / 0.084)
    assert found.high == pytest.approx(0.134 / 0.083)
    assert found.one_decimal == 1.6


def test_feasible_constant__says_when_no_constant_fits() -> None:
    with pytest.raises(ValueError, match="no constant explains"):
        feasible_constant(
            forward=np.array([0.1, 0.1]),
            forward_step=np.full(2, 1e-3),
            backward=np.array([0.05, 0.09]),
            backward_step=np.full(2, 1e-3),
        )


# ---------- shocks

CHAIN = np.array([[0.0, 8.0, 0.0], [0.0, 0.0, 5.0], [0.0, 1.0, 0.0]])
OUTPUTS = np.array([10.0, 8.0, 4.0])
FEEDS = np.array([0.0, 10.0, 5.0])


def test_downstream__follows_the_share_of_feed() -> None:
    # Stage 2 takes 8 of its feed of 10 from stage 1 and 1 from stage 3.
    matrix = downstream_matrix(CHAIN, FEEDS)
    assert_allclose(matrix, [[0, 0, 0], [0.8, 0, 0.1], [0, 1.0, 0]])
    steps = propagate(matrix, np.array([0.01, 0, 0]), horizons=3)
    assert_allclose(
        steps, [[0.01, 0, 0], [0, 0.008, 0], [0, 0, 0.008], [0, 0.0008, 0]], atol=1e-15
    )


def test_upstream__follows_the_share_of_sales() -> None:
    matrix = upstream_matrix(CHAIN, OUTPUTS)
    assert_allclose(matrix, [[0, 0.8, 0], [0, 0, 0.625], [0, 0.25, 0]])


def test_cumulate__is_the_sum_of_many_steps() -> None:
    matrix = downstream_matrix(CHAIN, FEEDS)
    shock = np.array([0.01, -0.02, 0.005])
    steps = propagate(matrix, shock, horizons=200, pass_through=0.9)
    total = cumulate(matrix, shock[None, :], pass_through=0.9)[0]
    assert_allclose(total, steps.sum(axis=0), rtol=1e-12)


def test_responses__are_zero_without_a_shock_and_linear_in_it() -> None:
    matrix = downstream_matrix(CHAIN, FEEDS)
    multipliers = cost_multipliers(np.array([[0, 0.5, 0], [0, 0, 0.7], [0, 0.1, 0]]))
    share, elasticity = np.array([0.3, 0.2, 0.1]), np.array([0.1, -0.2, 0.3])

    def all_responses(shock: np.ndarray) -> np.ndarray:
        pace = cumulate(matrix, shock[None, :])[0]
        return np.stack(
            [
                pace,
                cost_response(pace, share, multipliers),
                carbon_response(pace, elasticity),
            ]
        )

    shock = np.array([0.01, 0.0, 0.02])
    assert np.all(all_responses(np.zeros(3)) == 0)
    assert_allclose(all_responses(3 * shock), 3 * all_responses(shock), rtol=1e-12)


def test_cost_response__follows_by_hand() -> None:
    # Own: -0.3 x 1 % = -0.3 %; the next stage adds 0.5 of that and nothing of its own.
    multipliers = cost_multipliers(np.array([[0.0, 0.5], [0.0, 0.0]]))
    response = cost_response(np.array([0.01, 0.0]), np.array([0.3, 0.2]), multipliers)
    assert_allclose(response, [-0.003, -0.0015], rtol=1e-12)


@pytest.mark.parametrize("pass_through", [0.0, -0.1, 1.01])
def test_propagate__refuses_a_share_outside_zero_to_one(pass_through: float) -> None:
    with pytest.raises(ValueError, match="pass_through"):
        propagate(np.zeros((2, 2)), np.zeros(2), horizons=1, pass_through=pass_through)


# ---------- decomposition


def test_log_mean__of_equal_values_is_the_value() -> None:
    assert log_mean(np.array(5.0), np.array(5.0)) == 5.0
    # (e^2 - 1) / 2
    assert log_mean(np.array(np.e**2), np.array(1.0)) == pytest.approx(3.194528)


@settings(max_examples=80, deadline=None)
@given(*[st.floats(1e-6, 1e9) for _ in range(4)])
def test_effects__sum_to_the_change(a: float, b: float, c: float, d: float) -> None:
    output, intensity = output_and_intensity_effects(
        output_start=np.array(a),
        output_end=np.array(b),
        emission_start=np.array(c),
        emission_end=np.array(d),
    )
    assert output + intensity == pytest.approx(d - c, rel=1e-9, abs=1e-9 * max(c, d))


def test_effects__name_what_changed() -> None:
    output, intensity = output_and_intensity_effects(
        output_start=np.array(2.0),
        output_end=np.array(4.0),
        emission_start=np.array(10.0),
        emission_end=np.array(20.0),
    )
    assert (output, intensity) == (pytest.approx(10.0), pytest.approx(0.0, abs=1e-12))


def test_effects__refuse_zero() -> None:
    with pytest.raises(ValueError, match="emission_end"):
        output_and_intensity_effects(
            output_start=np.array(1.0),
            output_end=np.array(1.0),
            emission_start=np.array(1.0),
            emission_end=np.array(0.0),
        )


# ---------- reconciliation


def test_reconcile__shares_the_gap_by_variance() -> None:
    # 100 = 80 does not hold; variances 1 : 4 : the gap of 20 goes 4 and 16.
    found = reconcile(
        np.array([[1.0, -1.0]]), np.array([100.0, 80.0]), np.diag([1.0, 4.0])
    )
    assert_allclose(found.values, [96.0, 96.0], rtol=1e-12)
    assert_allclose(found.sd, np.sqrt([0.8, 0.8]), rtol=1e-9)
    assert found.redundancy == 1
    assert found.chi2 == pytest.approx(400 / 5)
    assert found.p_value < 1e-6
    assert found.is_flagged.all()


def test_reconcile__moves_only_the_error_that_is_not_shared() -> None:
    # x2 carries all of x1's error (covariance 1) and its own of variance 3, so the gap
    # of 20 is x2's: S B' = (1 - 1, 1 - 4) = (0, -3), B S B' = 1 - 2 + 4 = 3.
    found = reconcile(
        np.array([[1.0, -1.0]]),
        np.array([100.0, 80.0]),
        np.array([[1.0, 1.0], [1.0, 4.0]]),
    )
    assert_allclose(found.values, [100.0, 100.0], rtol=1e-12)
    assert_allclose(found.sd, [1.0, 1.0], rtol=1e-9)
    assert found.chi2 == pytest.approx(400 / 3)
    assert found.z[1] == pytest.approx(20 / np.sqrt(3))


def test_reconcile__claims_nothing_without_redundancy() -> None:
    found = reconcile(
        np.array([[1.0, -1.0, -1.0]]),
        np.array([100.0, 70.0, np.nan]),
        np.diag([9.0, 16.0, np.nan]),
    )
    assert found.redundancy == 0
    assert_allclose(found.values, [100.0, 70.0, 30.0])
    assert found.sd[2] == pytest.approx(5.0)
    assert np.isnan(found.p_value) and not found.is_flagged.any()


def test_reconcile__leaves_an_open_flow_open() -> None:
    found = reconcile(
        np.array([[1.0, -1.0, -1.0]]),
        np.array([100.0, np.nan, np.nan]),
        np.diag([9.0, np.nan, np.nan]),
    )
    assert np.isnan(found.values[1:]).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_reconcile__adjusted_flows_balance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    balances = rng.integers(-1, 2, (3, 8)).astype(float)
    measured = rng.uniform(10, 1e5, 8)
    measured[rng.random(8) < 0.2] = np.nan
    found = reconcile(balances, measured, np.diag((measured * 0.05) ** 2))
    known = ~np.isnan(found.values)
    whole = np.array([not row[~known].any() for row in balances])
    gaps = balances[whole][:, known] @ found.values[known]
    assert np.all(np.abs(gaps) <= 1e-9 * 1e5)
    adjusted = found.sd[~np.isnan(measured)]
    assert np.all(adjusted <= measured[~np.isnan(measured)] * 0.05 * (1 + 1e-9))


def test_reconcile__refuses_a_flow_without_spread() -> None:
    with pytest.raises(ValueError, match="standard deviation"):
        reconcile(np.array([[1.0, -1.0]]), np.array([1.0, 2.0]), np.diag([0.0, 1.0]))


# ---------- priorities


def test_scores__follow_by_hand() -> None:
    # Scaled: [0, .5, 1] and [1, 0, 0]; weights 3 : 1.
    criteria = np.array([[1.0, 2.0, 3.0], [9.0, 5.0, 5.0]])
    scores = priority_scores(criteria, np.array([0.75, 0.25]))
    assert_allclose(scores, [0.25, 0.375, 0.75])
    assert ranks(scores).tolist() == [3, 2, 1]


def test_scores__leave_an_unknown_criterion_out_of_its_stage() -> None:
    # The third stage is scored on the first criterion alone.
    criteria = np.array([[1.0, 2.0, 3.0], [9.0, 5.0, np.nan]])
    scores = priority_scores(criteria, np.array([0.5, 0.5]))
    assert_allclose(scores, [0.5, 0.25, 1.0])


def test_scores__do_not_depend_on_units() -> None:
    criteria = np.random.default_rng(1).uniform(1, 9, (4, 5))
    weights = np.array([0.1, 0.2, 0.3, 0.4])
    scaled = criteria * np.array([[1e6], [1e-3], [7.0], [1.0]]) + 5
    assert_allclose(
        priority_scores(criteria, weights), priority_scores(scaled, weights), rtol=1e-9
    )


def test_rank_probabilities__count_draws() -> None:
    draws = np.array([[1, 2], [1, 2], [2, 1], [1, 2]])
    assert_allclose(rank_probabilities(draws), [[0.75, 0.25], [0.25, 0.75]])


@pytest.mark.parametrize("weights", [[-0.1, 1.1], [0.0, 0.0]])
def test_scores__refuse_weights_that_mean_nothing(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        priority_scores(np.ones((2, 3)), np.array(weights))
