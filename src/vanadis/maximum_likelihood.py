"""Maximum likelihood estimates of the families that samples are fitted with.

One sample is left to scipy; many resamples are fitted at once, a row each, by Newton's
method where there is no closed form.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Array = NDArray[np.float64]

ARGUMENT_NAMES: dict[str, tuple[str, ...]] = {
    "normal": ("mean", "sd"),
    "lognormal": ("log mean", "log sd"),
    "triangular": ("low", "mode", "high"),
    "uniform": ("low", "high"),
    "beta": ("alpha", "beta"),
    "gamma": ("shape", "scale"),
    "weibull": ("shape", "scale"),
}
NEWTON_STEPS = 30


def estimate(family: str, samples: Array) -> tuple[float, ...]:
    """Fit one family by maximum likelihood; natural parameters."""
    match family:
        case "normal":
            return tuple(map(float, stats.norm.fit(samples)))
        case "lognormal":
            shape, _, scale = stats.lognorm.fit(samples, floc=0.0)
            return math.log(scale), float(shape)
        case "triangular":
            # scipy's simplex search stops short of the maximum; see the tests.
            low, mode, high = _triangular_rows(samples[None, :])
            return float(low[0]), float(mode[0]), float(high[0])
        case "uniform":
            start, width = stats.uniform.fit(samples)
            return float(start), float(start + width)
        case "beta":
            alpha, beta, _, _ = stats.beta.fit(samples, floc=0.0, fscale=1.0)
            return float(alpha), float(beta), 0.0, 1.0
        case "gamma":
            shape, _, scale = stats.gamma.fit(samples, floc=0.0)
            return float(shape), float(scale)
        case _:
            shape, _, scale = stats.weibull_min.fit(samples, floc=0.0)
            return float(shape), float(scale)


def _normal_rows(x: Array) -> tuple[Array, ...]:
    return x.mean(axis=1), x.std(axis=1)


def _lognormal_rows(x: Array) -> tuple[Array, ...]:
    return _normal_rows(np.log(x))


def _uniform_rows(x: Array) -> tuple[Array, ...]:
    return x.min(axis=1), x.max(axis=1)


def _gamma_rows(x: Array) -> tuple[Array, ...]:
    """Newton's method on log(k) - digamma(k) = log(mean) - mean(log)."""
    mean = x.mean(axis=1)
    gap = np.log(mean) - np.log(x).mean(axis=1)
    shape = (3.0 - gap + np.sqrt((gap - 3.0) ** 2 + 24.0 * gap)) / (12.0 * gap)
    for _ in range(NEWTON_STEPS):
        value = np.log(shape) - special.digamma(shape) - gap
        slope = 1.0 / shape - special.polygamma(1, shape)
        shape = np.maximum(shape - value / slope, shape / 10.0)
    return shape, mean / shape


def _weibull_rows(x: Array) -> tuple[Array, ...]:
    """Newton's method on the profile likelihood of the shape."""
    logs = np.log(x)
    centred = logs - logs.max(axis=1, keepdims=True)
    mean = centred.mean(axis=1)
    shape = 1.2 / centred.std(axis=1)
    for _ in range(NEWTON_STEPS):
        powers = np.exp(shape[:, None] * centred)
        total = powers.sum(axis=1)
        first = (powers * centred).sum(axis=1) / total
        second = (powers * centred**2).sum(axis=1) / total
        value = first - 1.0 / shape - mean
        slope = second - first**2 + 1.0 / shape**2
        shape = np.maximum(shape - value / slope, shape / 10.0)
    mean_power = np.exp(shape[:, None] * centred).mean(axis=1)
    return shape, np.exp(logs.max(axis=1) + np.log(mean_power) / shape)


def _beta_rows(x: Array) -> tuple[Array, ...]:
    """Newton's method on the two digamma equations."""
    log_x, log_rest = np.log(x).mean(axis=1), np.log1p(-x).mean(axis=1)
    mean, variance = x.mean(axis=1), x.var(axis=1)
    total = mean * (1.0 - mean) / variance - 1.0
    alpha, beta = mean * total, (1.0 - mean) * total
    for _ in range(NEWTON_STEPS):
        both = special.digamma(alpha + beta)
        f, g = special.digamma(alpha) - both - log_x, special.digamma(beta) - both
        g -= log_rest
        cross = -special.polygamma(1, alpha + beta)
        f_a = special.polygamma(1, alpha) + cross
        g_b = special.polygamma(1, beta) + cross
        determinant = f_a * g_b - cross**2
        step_a = (f * g_b - g * cross) / determinant
        step_b = (g * f_a - f * cross) / determinant
        alpha = np.maximum(alpha - step_a, alpha / 10.0)
        beta = np.maximum(beta - step_b, beta / 10.0)
    return alpha, beta


def _triangular_rows(x: Array) -> tuple[Array, ...]:
    """Climb the likelihood by turns: the mode among the samples, then either end."""
    x = np.sort(x, axis=1)
    n_rows, n = x.shape
    width = x[:, -1] - x[:, 0]
    low, high = x[:, 0] - 0.1 * width, x[:, -1] + 0.1 * width
    mode = x[:, n // 2]
    left = np.arange(1, n + 1)
    for _ in range(NEWTON_STEPS):
        before_low, before_high = low, high
        up, down = np.log(x - low[:, None]), np.log(high[:, None] - x)
        before = np.cumsum(up, axis=1)
        after = down.sum(axis=1, keepdims=True) - np.cumsum(down, axis=1)
        likelihood = before + after - left * up - (n - left) * down
        mode = x[np.arange(n_rows), likelihood.argmax(axis=1)]
        low = -_triangular_end(-x[:, ::-1], -mode, -high, width)
        high = _triangular_end(x, mode, low, width)
        moved = np.maximum(np.abs(low - before_low), np.abs(high - before_high))
        if np.all(moved <= 1e-7 * width):
            break
    return low, mode, high


def _triangular_end(x: Array, mode: Array, low: Array, width: Array) -> Array:
    """Find the upper end that fits best, the mode and the lower end being given.

    The slope of the log likelihood in the end falls through zero once; bisection on
    the logarithm of the distance from the largest sample.
    """
    right = x > mode[:, None]
    count = right.sum(axis=1)
    top = x[:, -1]
    near, far = np.full(top.size, -20.0), np.full(top.size, 10.0)
    for _ in range(40):
        middle = (near + far) / 2.0
        end = top + width * np.exp(middle)
        pull = np.where(right, 1.0 / (end[:, None] - x), 0.0).sum(axis=1)
        slope = pull - count / (end - mode) - x.shape[1] / (end - low)
        near, far = (
            np.where(slope > 0.0, middle, near),
            np.where(slope > 0.0, far, middle),
        )
    return np.asarray(top + width * np.exp((near + far) / 2.0))


_ROW_FITS: dict[str, Callable[[Array], tuple[Array, ...]]] = {
    "normal": _normal_rows,
    "lognormal": _lognormal_rows,
    "triangular": _triangular_rows,
    "uniform": _uniform_rows,
    "beta": _beta_rows,
    "gamma": _gamma_rows,
    "weibull": _weibull_rows,
}


def fit_rows(family: str, resamples: Array) -> Array:
    """Fit one family to every row at once; a column per natural parameter.

    Rows whose values are all equal have no fit and come back as nan.
    """
    fitted = np.full((resamples.shape[0], len(ARGUMENT_NAMES[family])), np.nan)
    varied = np.ptp(resamples, axis=1) > 0.0
    fitted[varied] = np.column_stack(_ROW_FITS[family](resamples[varied]))
    return fitted
