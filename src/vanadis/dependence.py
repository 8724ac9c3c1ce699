"""Dependence between parameters: rank correlation and shares of one whole.

References
----------
Iman, R. L. and Conover, W. J. (1982). A distribution-free approach to inducing rank
correlation among input variables. Communications in Statistics 11(3), 311-334.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from vanadis.streams import parameter_rng


class DependenceError(ValueError):
    """A dependence that cannot be; the message names the group."""


def cholesky(
    correlation: NDArray[np.float64], *, dependence_group_id: str
) -> NDArray[np.float64]:
    """Return the lower Cholesky factor, or say that the matrix has none."""
    try:
        return np.asarray(np.linalg.cholesky(correlation))
    except np.linalg.LinAlgError:
        smallest = np.linalg.eigvalsh(correlation)[0]
        raise DependenceError(
            f"dependence group {dependence_group_id!r}: the correlation matrix is not "
            f"positive definite (smallest eigenvalue {smallest:.3g})"
        ) from None


def normal_scores_correlation(
    rank_correlation: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the correlation of normal scores that gives a rank correlation."""
    return np.asarray(2.0 * np.sin(np.pi / 6.0 * rank_correlation))


def rank_correlated(
    values: NDArray[np.float64],
    rank_correlation: NDArray[np.float64],
    *,
    parameter_ids: Sequence[str],
    dependence_group_id: str,
    seed: int,
) -> NDArray[np.float64]:
    """Reorder each row so that the rows have the wanted rank correlation.

    Every row keeps its values, hence its marginal law. Normal scores are shuffled by
    the parameter's own stream, freed of their chance correlation and given the wanted
    one; each row then takes the order of its scores. A rank correlation r needs
    2 sin(pi r / 6) between normal scores.

    Parameters
    ----------
    values
        One row per parameter, one column per draw.
    rank_correlation
        Wanted Spearman correlation, symmetric with a unit diagonal.
    """
    n_draws = values.shape[1]
    wanted = cholesky(
        normal_scores_correlation(rank_correlation),
        dependence_group_id=dependence_group_id,
    )
    scores = special.ndtri(np.arange(1, n_draws + 1) / (n_draws + 1.0))
    shuffled = np.array(
        [
            parameter_rng(seed, f"{name}#rank").permutation(scores)
            for name in parameter_ids
        ]
    )
    by_chance = cholesky(np.corrcoef(shuffled), dependence_group_id=dependence_group_id)
    mixed = wanted @ np.linalg.solve(by_chance, shuffled)
    result = np.empty_like(values)
    for row, score, out in zip(values, mixed, result, strict=True):
        out[np.argsort(score, kind="stable")] = np.sort(row)
    return result


def shares_of_one(values: NDArray[np.float64], *, at_most: bool) -> NDArray[np.float64]:
    """Scale shares of one whole so that each draw adds up to one.

    With `at_most`, only draws that add up to more than one are scaled down (devices
    that part of the plants do without); otherwise every draw is (a complete split).
    """
    total = values.sum(axis=0)
    if at_most:
        total = np.maximum(total, 1.0)
    return np.asarray(values / total)
