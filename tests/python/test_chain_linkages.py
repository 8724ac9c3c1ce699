"""Leontief, Ghosh, Rasmussen and extraction against a textbook case and pymrio.

Textbook: Miller R.E., Blair P.D. (2009), Input-Output Analysis, 2nd edition, ISBN
978-0-521-51713-3, section 2.3.1, p. 21-26: flows and demand of table 2.3, coefficients
of table 2.4, the inverse and the new outputs printed after them with four digits. The
book's figures stand in pymrio's tests too. Ghosh, Rasmussen and extraction (chapter 12)
are worked out by hand on the same economy.
"""

import numpy as np
import pandas as pd
import pymrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from vanadis.chain import linkages

FLOWS = np.array([[150.0, 500.0], [200.0, 100.0]])
DEMAND = np.array([350.0, 1700.0])
OUTPUTS = np.array([1000.0, 2000.0])


def small_chain(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Five stages with a loop whose flows leave something for final demand."""
    rng = np.random.default_rng(seed)
    outputs = rng.uniform(1, 100, 5)
    flows = rng.uniform(0, 1, (5, 5)) * rng.integers(0, 2, (5, 5))
    row_sums = flows.sum(axis=1, keepdims=True)
    flows = flows / np.where(row_sums > 0, row_sums, 1)
    return flows * outputs[:, None] * rng.uniform(0.1, 0.9, (5, 1)), outputs


def test_input_coefficients__are_those_of_the_textbook() -> None:
    coefficients = linkages.input_coefficients(FLOWS, OUTPUTS)
    assert_allclose(coefficients, [[0.15, 0.25], [0.20, 0.05]], rtol=1e-12)


def test_total_requirements__are_those_of_the_textbook() -> None:
    inverse = linkages.total_requirements(linkages.input_coefficients(FLOWS, OUTPUTS))
    assert_allclose(inverse, [[1.2541, 0.3300], [0.2640, 1.1221]], atol=5e-5)
    assert_allclose(inverse @ DEMAND, OUTPUTS, rtol=1e-12)
    assert_allclose(inverse @ [600.0, 1500.0], [1247.5, 1841.6], atol=0.05)


def test_ghosh__allocates_value_added_to_outputs() -> None:
    # By hand: G = Z_ij / x_i = [[.15, .5], [.1, .05]]; v = x - column sums.
    allocation = linkages.allocation_coefficients(FLOWS, OUTPUTS)
    assert_allclose(allocation, [[0.15, 0.5], [0.1, 0.05]], rtol=1e-12)
    value_added = OUTPUTS - FLOWS.sum(axis=0)
    assert_allclose(value_added, [650.0, 1400.0])
    assert_allclose(
        value_added @ linkages.total_requirements(allocation), OUTPUTS, rtol=1e-12
    )


def test_linkage_sums__follow_by_hand() -> None:
    # L = [[.95, .25], [.2, .85]] / .7575: column sums 1.15 and 1.10, row sums 1.20
    # and 1.05, all over .7575.
    inverse = linkages.total_requirements(linkages.input_coefficients(FLOWS, OUTPUTS))
    backward = linkages.backward_linkages(inverse)
    forward = linkages.forward_linkages(inverse)
    assert_allclose(backward, np.array([1.15, 1.10]) / 0.7575, rtol=1e-12)
    assert_allclose(forward, np.array([1.20, 1.05]) / 0.7575, rtol=1e-12)
    assert_allclose(
        linkages.rasmussen_index(backward), [1.15 / 1.125, 1.10 / 1.125], rtol=1e-12
    )


def test_extraction__follows_by_hand() -> None:
    # Without sector 1, sector 2 makes 1700 / .95 = 1789.47 of 3000; without sector 2,
    # sector 1 makes 350 / .85 = 411.76.
    inverse = linkages.total_requirements(linkages.input_coefficients(FLOWS, OUTPUTS))
    weights = linkages.extraction_weights(inverse, OUTPUTS)
    assert_allclose(
        weights, [1 - 1700 / 0.95 / 3000, 1 - 350 / 0.85 / 3000], rtol=1e-12
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_extraction__equals_solving_again_without_the_stage(seed: int) -> None:
    flows, outputs = small_chain(seed)
    coefficients = linkages.input_coefficients(flows, outputs)
    demand = outputs - flows.sum(axis=-1)
    weights = linkages.extraction_weights(
        linkages.total_requirements(coefficients), outputs
    )
    for stage in range(5):
        rest = [each for each in range(5) if each != stage]
        left = np.linalg.solve(
            np.eye(4) - coefficients[np.ix_(rest, rest)], demand[rest]
        )
        assert weights[stage] == pytest.approx(1 - left.sum() / outputs.sum(), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_leontief_and_ghosh__equal_pymrio(seed: int) -> None:
    flows, outputs = small_chain(seed)
    frame, series = pd.DataFrame(flows), pd.DataFrame({"indout": outputs})
    coefficients = linkages.input_coefficients(flows, outputs)
    inverse = linkages.total_requirements(coefficients)
    theirs = pymrio.calc_A(frame, series)
    assert_allclose(coefficients, theirs.to_numpy(), rtol=1e-10, atol=1e-14)
    assert_allclose(inverse, pymrio.calc_L(theirs).to_numpy(), rtol=1e-9, atol=1e-12)
    allocation = pymrio.calc_B(frame, series)
    assert_allclose(
        linkages.allocation_coefficients(flows, outputs),
        allocation.to_numpy(),
        rtol=1e-10,
        atol=1e-14,
    )
    assert_allclose(
        linkages.allocation_totals(inverse, outputs),
        pymrio.calc_G(allocation).to_numpy(),
        rtol=1e-9,
        atol=1e-12,
    )


def test_leading_axes__are_solved_one_by_one() -> None:
    flows = np.stack([FLOWS, FLOWS / 2])
    outputs = np.stack([OUTPUTS, OUTPUTS])
    both = linkages.total_requirements(linkages.input_coefficients(flows, outputs))
    alone = linkages.total_requirements(linkages.input_coefficients(FLOWS / 2, OUTPUTS))
    assert_allclose(both[1], alone, rtol=1e-13)


@pytest.mark.parametrize("loop", [1.0, 1.2, 5.0])
def test_a_loop_that_returns_more_than_it_takes__is_refused(loop: float) -> None:
    coefficients = np.array([[0.0, loop], [1.0, 0.0]])
    with pytest.raises(ValueError, match="spectral radius"):
        linkages.total_requirements(coefficients)


def test_a_negative_coefficient__is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        linkages.total_requirements(np.array([[0.0, -0.1], [0.0, 0.0]]))


def test_carried_totals__equal_the_inverse_and_sum_to_the_total() -> None:
    # A chain without a loop: what final demand carries is all that was spent.
    outputs = np.array([50.0, 40.0, 30.0, 20.0])
    flows = np.zeros((4, 4))
    flows[0, 1], flows[1, 2], flows[2, 3] = 45.0, 30.0, 25.0
    coefficients = linkages.input_coefficients(flows, outputs)
    own = np.array([3.0, 2.0, 5.0, 1.0])
    carried = linkages.carried_totals(own, coefficients)
    assert_allclose(carried, own @ np.linalg.inv(np.eye(4) - coefficients), rtol=1e-12)
    demand = outputs - flows.sum(axis=-1)
    assert carried @ demand == pytest.approx(own @ outputs, rel=1e-12)


def test_carried_totals__refuses_a_loop() -> None:
    with pytest.raises(ValueError, match="loop"):
        linkages.carried_totals(np.ones(2), np.array([[0.0, 0.5], [0.5, 0.0]]))
