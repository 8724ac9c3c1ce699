"""Random streams: one per uncertain parameter, keyed by seed and name.

A stream depends on the project seed and on the parameter's own name and on nothing
else, so draws do not change with row order, batch size, or the number of workers.
"""

import hashlib
from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Sampling = Literal["random", "latin_hypercube"]

# random() returns multiples of 2^-53 in [0, 1); zero would become minus infinity.
SMALLEST_UNIFORM = 2.0**-54


def parameter_rng(seed: int, parameter_id: str) -> np.random.Generator:
    """Return the random stream that belongs to one uncertain parameter."""
    digest = hashlib.blake2b(parameter_id.encode(), digest_size=8).digest()
    entropy = [seed, int.from_bytes(digest, "big")]
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(entropy)))


def fill_uniforms(
    out: NDArray[np.float64],
    *,
    seed: int,
    parameter_id: str,
    sampling: Sampling = "random",
) -> None:
    """Fill one row with the parameter's uniform variates, all strictly in (0, 1).

    A random sample of n draws is the beginning of every longer one; a Latin
    hypercube has exactly one draw in each of its n equal strata.
    """
    if sampling not in get_args(Sampling):
        raise ValueError(f"sampling is {sampling!r}, expected {get_args(Sampling)}")
    rng = parameter_rng(seed, parameter_id)
    rng.random(out=out)
    if sampling == "latin_hypercube":
        out += rng.permutation(out.size)
        out /= out.size
    np.maximum(out, SMALLEST_UNIFORM, out=out)


def uniforms(
    parameter_ids: Sequence[str],
    *,
    seed: int,
    n_draws: int,
    sampling: Sampling = "random",
) -> NDArray[np.float64]:
    """Return uniform variates, one row per parameter, one column per draw."""
    variates = np.empty((len(parameter_ids), n_draws))
    for row, parameter_id in zip(variates, parameter_ids, strict=True):
        fill_uniforms(row, seed=seed, parameter_id=parameter_id, sampling=sampling)
    return variates
