"""Streams: independent of order, size and company; uniform; open at both ends."""

import hashlib

import numpy as np
import pytest
from scipy import stats

from vanadis.streams import parameter_rng, uniforms

IDS = ["content.coal", "release.pcfb", "activity.steel"]


def test_stream_is_the_documented_one():
    # Philox keyed by SeedSequence([seed, blake2b-64 of the name, big endian]).
    key = int(hashlib.blake2b(b"content.coal", digest_size=8).hexdigest(), 16)
    expected = np.random.Generator(np.random.Philox(np.random.SeedSequence([7, key])))
    assert parameter_rng(7, "content.coal").random() == expected.random()


@pytest.mark.parametrize("sampling", ["random", "latin_hypercube"])
def test_rows_do_not_depend_on_order_or_company(sampling):
    together = uniforms(IDS, seed=1, n_draws=500, sampling=sampling)
    reversed_ = uniforms(IDS[::-1], seed=1, n_draws=500, sampling=sampling)
    alone = uniforms(IDS[1:2], seed=1, n_draws=500, sampling=sampling)
    assert np.array_equal(together, reversed_[::-1])
    assert np.array_equal(together[1], alone[0])


def test_a_short_random_sample_is_the_beginning_of_a_long_one():
    short = uniforms(IDS, seed=3, n_draws=100)
    assert np.array_equal(short, uniforms(IDS, seed=3, n_draws=1000)[:, :100])


def test_seed_and_name_change_the_stream():
    a, b = uniforms(IDS[:2], seed=1, n_draws=2000)
    c = uniforms(IDS[:1], seed=2, n_draws=2000)[0]
    # Independent uniforms correlate by less than 4 / sqrt(n).
    for left, right in [(a, b), (a, c)]:
        assert abs(np.corrcoef(left, right)[0, 1]) < 4 / np.sqrt(2000)


def test_random_rows_are_uniform():
    row = uniforms(["x"], seed=11, n_draws=20_000)[0]
    assert row.min() > 0.0
    assert row.max() < 1.0
    assert stats.kstest(row, "uniform").pvalue > 1e-3


def test_latin_hypercube_has_one_draw_per_stratum():
    row = uniforms(["x"], seed=5, n_draws=1000, sampling="latin_hypercube")[0]
    assert sorted(np.floor(row * 1000).astype(int)) == list(range(1000))
