"""Rank stages by several criteria with stated weights."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def priority_scores(criteria: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted mean of criteria scaled to 0..1 over the stages.

    Parameters
    ----------
    criteria
        Criteria on the last axis but one, stages on the last. An unknown criterion
        (NaN) is left out of its stage's score and its weight shared among the others.
    weights
        One weight per criterion, not negative, with a positive sum.

    Raises
    ------
    ValueError
        When weights are negative or sum to zero.
    """
    if np.any(weights < 0) or not weights.sum() > 0:
        raise ValueError(f"weights are {weights.tolist()}, expected >= 0, sum above 0")
    known = ~np.isnan(criteria)
    low = np.where(known, criteria, np.inf).min(axis=-1, keepdims=True)
    high = np.where(known, criteria, -np.inf).max(axis=-1, keepdims=True)
    width = high - low
    differs = known & (width > 0)
    scaled = np.divide(
        criteria - low, width, out=np.zeros_like(criteria), where=differs
    )
    shares = np.where(known, weights[:, None], 0.0)
    return np.asarray((scaled * shares).sum(axis=-2) / shares.sum(axis=-2))


def ranks(scores: FloatArray) -> NDArray[np.int64]:
    """Return ranks over the last axis, 1 for the highest score."""
    order = np.argsort(-scores, axis=-1, kind="stable")
    result = np.empty_like(order)
    places = np.broadcast_to(np.arange(1, scores.shape[-1] + 1), order.shape)
    np.put_along_axis(result, order, places, axis=-1)
    return result


def rank_probabilities(rank_draws: NDArray[np.int64]) -> FloatArray:
    """Return the share of draws with each rank: stages by ranks.

    Parameters
    ----------
    rank_draws
        Draws on the first axis, stages on the second.
    """
    places = np.arange(1, rank_draws.shape[-1] + 1)
    return np.asarray((rank_draws[:, :, None] == places).mean(axis=0))
