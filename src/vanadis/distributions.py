"""Laws of uncertain parameters, sampled by inverse CDF only.

A law maps uniform variates to values; where the uniforms come from is not its affair.
`vanadis.spreads` makes laws of what a seed row says.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import special

from vanadis.streams import SMALLEST_UNIFORM, Sampling, uniforms

Family = Literal[
    "fixed",
    "normal",
    "lognormal",
    "triangular",
    "uniform",
    "beta",
    "gamma",
    "weibull",
    "empirical",
]
FAMILIES: tuple[str, ...] = get_args(Family)

# Half width of a two-sided 95 % range in standard deviations.
Z95 = float(special.ndtri(0.975))
# Fewer samples show no distribution.
MIN_SAMPLES = 3


class SpreadError(ValueError):
    """A spread that no distribution can have; the message names the parameter."""

    def __init__(self, parameter_id: str, reason: str) -> None:
        super().__init__(f"parameter {parameter_id!r}: {reason}")
        self.parameter_id = parameter_id
        self.reason = reason


@dataclass(frozen=True)
class Distribution:
    """The law of one parameter: family, natural parameters and truncation.

    `arguments` are: fixed (value), normal (mean, sd), lognormal (log mean, log sd),
    triangular (low, mode, high), uniform (low, high), beta (alpha, beta, low, high),
    gamma (shape, scale), weibull (shape, scale), empirical (sorted samples).
    """

    parameter_id: str = field(compare=False)
    family: Family
    arguments: tuple[float, ...]
    lower_bound: float = -math.inf
    upper_bound: float = math.inf

    @property
    def is_fixed(self) -> bool:
        """Whether every draw is the same value."""
        return self.family == "fixed"

    @cached_property
    def _probability_range(self) -> tuple[float, float]:
        """Probabilities that the untruncated law puts below the two bounds."""
        return self._raw_cdf(self.lower_bound), self._raw_cdf(self.upper_bound)

    @cached_property
    def scipy_law(self) -> Any:
        """The untruncated law as scipy has it, for its CDF and its moments."""
        # Loading it takes longer than checking all seeds; few laws need it.
        from scipy import stats

        a = self.arguments
        match self.family:
            case "normal":
                return stats.norm(a[0], a[1])
            case "lognormal":
                return stats.lognorm(a[1], scale=math.exp(a[0]))
            case "triangular":
                width = a[2] - a[0]
                return stats.triang((a[1] - a[0]) / width, a[0], width)
            case "uniform":
                return stats.uniform(a[0], a[1] - a[0])
            case "beta":
                return stats.beta(a[0], a[1], a[2], a[3] - a[2])
            case "gamma":
                return stats.gamma(a[0], scale=a[1])
            case "weibull":
                return stats.weibull_min(a[0], scale=a[1])
            case _:
                raise SpreadError(self.parameter_id, f"{self.family} has no density")

    def _raw_cdf(self, x: float) -> float:
        if math.isinf(x):
            return 0.0 if x < 0 else 1.0
        a = self.arguments
        # The seed check asks this of truncated normal laws; the sum as scipy does it.
        match self.family:
            case "normal":
                return float(special.ndtr((x - a[0]) / a[1]))
            case "lognormal" if x > 0:
                return float(special.ndtr(np.log(x / math.exp(a[0])) / a[1]))
        return float(self.scipy_law.cdf(x))

    def _transform(self, u: NDArray[np.float64]) -> None:
        """Turn uniforms into values of the untruncated law, in place."""
        a = self.arguments
        match self.family:
            case "fixed":
                u[...] = a[0]
            case "normal" | "lognormal":
                special.ndtri(u, out=u)
                u *= a[1]
                u += a[0]
                if self.family == "lognormal":
                    np.exp(u, out=u)
            case "triangular":
                low, mode, high = a
                rising = low + np.sqrt(u * (high - low) * (mode - low))
                falling = high - np.sqrt((1.0 - u) * (high - low) * (high - mode))
                u[...] = np.where(u * (high - low) < mode - low, rising, falling)
            case "uniform":
                u *= a[1] - a[0]
                u += a[0]
            case "beta":
                special.betaincinv(a[0], a[1], u, out=u)
                u *= a[3] - a[2]
                u += a[2]
            case "gamma":
                special.gammaincinv(a[0], u, out=u)
                u *= a[1]
            case "weibull":
                np.power(-np.log1p(-u), 1.0 / a[0], out=u)
                u *= a[1]
            case "empirical":
                # Interpolated quantiles with plotting positions (i - 0.5) / n.
                positions = (np.arange(len(a)) + 0.5) / len(a)
                u[...] = np.interp(u, positions, a)

    def transform(self, u: NDArray[np.float64]) -> None:
        """Turn uniforms into values of the law in place, truncation included.

        A bound that no variate of this generator can reach costs nothing.
        """
        if self.family in ("fixed", "empirical"):
            self._transform(u)
            return
        below, above = self._probability_range
        cuts_low, cuts_high = below > SMALLEST_UNIFORM, above < 1.0 - SMALLEST_UNIFORM
        if cuts_low or cuts_high:
            u *= above - below
            u += below
        self._transform(u)
        if cuts_low:
            np.maximum(u, self.lower_bound, out=u)
        if cuts_high:
            np.minimum(u, self.upper_bound, out=u)

    def ppf(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the quantiles at probabilities `u`, truncation included."""
        values = np.array(u, dtype=np.float64)
        self.transform(values)
        return values

    @cached_property
    def moments(self) -> tuple[float, float]:
        """Mean and standard deviation of the law, truncation included."""
        if self.family == "fixed":
            return self.arguments[0], 0.0
        if self.family == "empirical":
            # The interpolated law has flat ends: its moments are those of its ppf.
            values = self.ppf((np.arange(20_000) + 0.5) / 20_000)
            return float(values.mean()), float(values.std())
        below, above = self._probability_range
        if below == 0.0 and above == 1.0:
            return float(self.scipy_law.mean()), float(self.scipy_law.std())
        start, end = self.scipy_law.support()
        limits: dict[str, Any] = {
            "lb": max(start, self.lower_bound),
            "ub": min(end, self.upper_bound),
            "conditional": True,
        }
        mean = float(self.scipy_law.expect(lambda x: x, **limits))
        variance = float(self.scipy_law.expect(lambda x: (x - mean) ** 2, **limits))
        return mean, math.sqrt(variance)

    @property
    def mean(self) -> float:
        """Mean of the law, truncation included."""
        return self.moments[0]

    @property
    def sd(self) -> float:
        """Standard deviation of the law, truncation included."""
        return self.moments[1]


def draw(
    laws: Sequence[Distribution],
    *,
    seed: int,
    n_draws: int,
    sampling: Sampling = "random",
) -> NDArray[np.float64]:
    """Draw every parameter from its own stream.

    Returns
    -------
    numpy.ndarray
        One row per law, one column per draw.
    """
    names = [law.parameter_id for law in laws]
    values = uniforms(names, seed=seed, n_draws=n_draws, sampling=sampling)
    for row, law in zip(values, laws, strict=True):
        law.transform(row)
    return values
