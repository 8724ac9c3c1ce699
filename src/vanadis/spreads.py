"""Spreads: what a seed row says about a parameter, and the law that follows from it.

A spread is a family and a few figures; it is checked once, when its law is built.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from scipy import special

from vanadis.distributions import (
    FAMILIES,
    MIN_SAMPLES,
    Z95,
    Distribution,
    SpreadError,
)

# No quantity here can be below zero; a normal may put this share of its draws there.
MOST_BELOW_ZERO = 0.002
ACTIVITY_FAMILIES = ("fixed", "normal", "lognormal")


@dataclass(frozen=True)
class Spread:
    """What a seed row says about one parameter, in the parameter's own unit.

    Attributes
    ----------
    parameter_id, family
        Name of the parameter and one of `FAMILIES`.
    point_value
        The value the point estimate uses. It is the mean of a normal, lognormal,
        gamma, beta or weibull law given by `cv_frac` or `sd`, the median of a
        lognormal given by `factor_95_ratio`, and the mode of a triangular law
        without a `mode`.
    cv_frac, sd
        Standard deviation, relative to the point value or absolute.
    factor_95_ratio
        97.5th percentile over median of a lognormal (10 = "within a factor of ten").
    low, high
        End points (triangular, uniform) or 2.5th and 97.5th percentile (normal,
        lognormal).
    mode
        Mode of a triangular law.
    lower_bound, upper_bound
        Truncation; for a beta law the ends of its support, 0 and 1 by default.
    samples
        Observed values of an empirical law.
    """

    parameter_id: str
    family: str
    point_value: float
    cv_frac: float | None = None
    sd: float | None = None
    factor_95_ratio: float | None = None
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    lower_bound: float | None = None
    upper_bound: float | None = None
    samples: tuple[float, ...] | None = None


def distribution(spread: Spread) -> Distribution:
    """Build the law a spread describes, or raise `SpreadError`.

    A spread of width zero (`sd` or `cv_frac` 0, `factor_95_ratio` 1, `low` = `high`)
    is the fixed law at that value.
    """
    if spread.family not in FAMILIES:
        raise SpreadError(
            spread.parameter_id,
            f"family is {spread.family!r}, expected one of {', '.join(FAMILIES)}",
        )
    for name in ("point_value", "cv_frac", "sd", "factor_95_ratio", "low", "mode"):
        _check_finite(spread, name)
    for name in ("high", "lower_bound", "upper_bound"):
        _check_finite(spread, name)
    lower = -math.inf if spread.lower_bound is None else spread.lower_bound
    upper = math.inf if spread.upper_bound is None else spread.upper_bound
    if lower >= upper:
        raise SpreadError(
            spread.parameter_id,
            f"lower_bound is {lower:g}, expected less than upper_bound {upper:g}",
        )
    if not lower <= spread.point_value <= upper:
        raise SpreadError(
            spread.parameter_id,
            f"point value is {spread.point_value:g}, "
            f"expected within the bounds {lower:g} to {upper:g}",
        )
    law = _BUILDERS[spread.family](spread)
    if law.family == "beta":
        return law
    law = replace(law, lower_bound=lower, upper_bound=upper)
    _check_sign(law)
    return _checked_truncation(law)


def activity_law(family: str, cv_frac: float, *, name: str) -> Distribution:
    """Return the multiplier that an activity's spread stands for, 0 or more.

    Its mean is one, to 0.3 % at worst: a normal that the truncation at 0 would move
    further is refused.
    """
    if family not in ACTIVITY_FAMILIES:
        expected = ", ".join(ACTIVITY_FAMILIES)
        raise SpreadError(name, f"family is {family!r}, expected one of {expected}")
    law = distribution(Spread(name, family, 1.0, cv_frac=cv_frac))
    return replace(law, lower_bound=0.0)


def _check_sign(law: Distribution) -> None:
    """Refuse a normal that is below zero in more than `MOST_BELOW_ZERO` of draws."""
    if law.family != "normal" or law.lower_bound >= 0.0:
        return
    mean, sd = law.arguments
    share = float(special.ndtr(-mean / sd))
    if share > MOST_BELOW_ZERO:
        widest = -1.0 / special.ndtri(MOST_BELOW_ZERO)
        raise SpreadError(
            law.parameter_id,
            f"normal with mean {mean:g} and sd {sd:g} is below zero in "
            f"{100.0 * share:.1f} % of draws, expected at most "
            f"{100.0 * MOST_BELOW_ZERO:g} % (sd up to {widest:.3f} of the mean); use "
            "lognormal, or a lower_bound of 0 or more",
        )


def _check_finite(spread: Spread, name: str) -> None:
    value = getattr(spread, name)
    if value is not None and not math.isfinite(value):
        raise SpreadError(spread.parameter_id, f"{name} is {value}, expected a number")


def _checked_truncation(law: Distribution) -> Distribution:
    lower, upper = law.lower_bound, law.upper_bound
    if law.family == "fixed" or (math.isinf(lower) and math.isinf(upper)):
        return law
    if law.family == "empirical":
        inside = tuple(x for x in law.arguments if lower <= x <= upper)
        _need_samples(law.parameter_id, inside, "samples within the bounds")
        return replace(law, arguments=inside)
    below, above = law._probability_range
    if above - below < 1e-6:
        raise SpreadError(
            law.parameter_id,
            f"bounds {lower:g} to {upper:g} leave no probability to the {law.family}",
        )
    return law


def _given(spread: Spread, name: str) -> float:
    value: float | None = getattr(spread, name)
    if value is None:
        raise SpreadError(
            spread.parameter_id, f"{name} is missing, {spread.family} needs it"
        )
    return value


def _positive_point(spread: Spread) -> float:
    if spread.point_value <= 0.0:
        raise SpreadError(
            spread.parameter_id,
            f"point value is {spread.point_value:g}, {spread.family} needs it above 0",
        )
    return spread.point_value


def _sd(spread: Spread) -> float:
    """Return the standard deviation, given once: absolute or relative."""
    if (spread.sd is None) == (spread.cv_frac is None):
        raise SpreadError(
            spread.parameter_id,
            f"expected either sd or cv_frac for {spread.family}, "
            f"got sd {spread.sd}, cv_frac {spread.cv_frac}",
        )
    if spread.sd is not None:
        name, value, sd = "sd", spread.sd, spread.sd
    else:
        value = _given(spread, "cv_frac")
        name, sd = "cv_frac", value * abs(spread.point_value)
    if value < 0.0:
        raise SpreadError(
            spread.parameter_id, f"{name} is {value:g}, expected 0 or more"
        )
    return sd


def _range(spread: Spread) -> tuple[float, float]:
    low, high = _given(spread, "low"), _given(spread, "high")
    if low > high:
        raise SpreadError(
            spread.parameter_id, f"low is {low:g}, expected at most high {high:g}"
        )
    return low, high


def _check_inside(spread: Spread, low: float, high: float) -> None:
    if not low <= spread.point_value <= high:
        raise SpreadError(
            spread.parameter_id,
            f"point value is {spread.point_value:g}, "
            f"expected within low {low:g} to high {high:g}",
        )


def _has_range(spread: Spread) -> bool:
    return spread.low is not None or spread.high is not None


def _fixed_at(spread: Spread, value: float) -> Distribution:
    return Distribution(spread.parameter_id, "fixed", (value,))


def _fixed(spread: Spread) -> Distribution:
    return _fixed_at(spread, spread.point_value)


def _normal(spread: Spread) -> Distribution:
    if _has_range(spread):
        low, high = _range(spread)
        _check_inside(spread, low, high)
        mean, sd = (low + high) / 2.0, (high - low) / (2.0 * Z95)
    else:
        mean, sd = spread.point_value, _sd(spread)
    if sd == 0.0:
        return _fixed_at(spread, mean)
    return Distribution(spread.parameter_id, "normal", (mean, sd))


def _lognormal(spread: Spread) -> Distribution:
    if _has_range(spread):
        low, high = _range(spread)
        if low <= 0.0:
            raise SpreadError(
                spread.parameter_id, f"low is {low:g}, lognormal needs it above 0"
            )
        _check_inside(spread, low, high)
        log_mean = (math.log(low) + math.log(high)) / 2.0
        log_sd = (math.log(high) - math.log(low)) / (2.0 * Z95)
        value = math.exp(log_mean)
    elif spread.factor_95_ratio is not None:
        value = _positive_point(spread)
        if spread.factor_95_ratio < 1.0:
            raise SpreadError(
                spread.parameter_id,
                f"factor_95_ratio is {spread.factor_95_ratio:g}, expected 1 or more",
            )
        log_mean = math.log(value)
        log_sd = math.log(spread.factor_95_ratio) / Z95
    else:
        value = _positive_point(spread)
        log_sd = math.sqrt(math.log1p((_sd(spread) / value) ** 2))
        log_mean = math.log(value) - log_sd**2 / 2.0
    if log_sd == 0.0:
        return _fixed_at(spread, value)
    return Distribution(spread.parameter_id, "lognormal", (log_mean, log_sd))


def _triangular(spread: Spread) -> Distribution:
    low, high = _range(spread)
    mode = spread.point_value if spread.mode is None else spread.mode
    if not low <= mode <= high:
        raise SpreadError(
            spread.parameter_id,
            f"mode is {mode:g}, expected within low {low:g} to high {high:g}",
        )
    _check_inside(spread, low, high)
    if low == high:
        return _fixed_at(spread, low)
    return Distribution(spread.parameter_id, "triangular", (low, mode, high))


def _uniform(spread: Spread) -> Distribution:
    low, high = _range(spread)
    _check_inside(spread, low, high)
    if low == high:
        return _fixed_at(spread, low)
    return Distribution(spread.parameter_id, "uniform", (low, high))


def _beta(spread: Spread) -> Distribution:
    start = 0.0 if spread.lower_bound is None else spread.lower_bound
    end = 1.0 if spread.upper_bound is None else spread.upper_bound
    mean, sd = spread.point_value, _sd(spread)
    if sd == 0.0:
        return _fixed(spread)
    if not start < mean < end:
        raise SpreadError(
            spread.parameter_id,
            f"point value is {mean:g}, beta needs it inside {start:g} to {end:g}",
        )
    share = (mean - start) / (end - start)
    variance = (sd / (end - start)) ** 2
    if variance >= share * (1.0 - share):
        largest = math.sqrt(share * (1.0 - share)) * (end - start)
        raise SpreadError(
            spread.parameter_id,
            f"sd is {sd:g}, beta with this mean needs it below {largest:.6g}",
        )
    total = share * (1.0 - share) / variance - 1.0
    arguments = (share * total, (1.0 - share) * total, start, end)
    return Distribution(spread.parameter_id, "beta", arguments, start, end)


def _gamma(spread: Spread) -> Distribution:
    mean, sd = _positive_point(spread), _sd(spread)
    if sd == 0.0:
        return _fixed(spread)
    return Distribution(spread.parameter_id, "gamma", ((mean / sd) ** 2, sd**2 / mean))


def _weibull(spread: Spread) -> Distribution:
    mean, sd = _positive_point(spread), _sd(spread)
    if sd == 0.0:
        return _fixed(spread)

    def log_excess(log_shape: float) -> float:
        inverse = math.exp(-log_shape)
        log_second = special.gammaln(1.0 + 2.0 * inverse)
        log_first = special.gammaln(1.0 + inverse)
        return float(log_second - 2.0 * log_first - math.log1p((sd / mean) ** 2))

    shortest, longest = math.log(0.05), math.log(1e4)
    if log_excess(shortest) < 0.0 or log_excess(longest) > 0.0:
        raise SpreadError(
            spread.parameter_id,
            f"sd over mean is {sd / mean:g}, no weibull shape between 0.05 and 10000",
        )
    # Rarely needed and slow to load.
    from scipy import optimize

    shape = math.exp(optimize.brentq(log_excess, shortest, longest, xtol=1e-13))
    scale = mean / math.gamma(1.0 + 1.0 / shape)
    return Distribution(spread.parameter_id, "weibull", (shape, scale))


def _empirical(spread: Spread) -> Distribution:
    samples = tuple(sorted(spread.samples or ()))
    _need_samples(spread.parameter_id, samples, "samples")
    return Distribution(spread.parameter_id, "empirical", samples)


def _need_samples(parameter_id: str, samples: tuple[float, ...], what: str) -> None:
    if len(samples) < MIN_SAMPLES:
        raise SpreadError(
            parameter_id,
            f"{len(samples)} {what}, expected at least {MIN_SAMPLES}",
        )


_BUILDERS: dict[str, Callable[[Spread], Distribution]] = {
    "fixed": _fixed,
    "normal": _normal,
    "lognormal": _lognormal,
    "triangular": _triangular,
    "uniform": _uniform,
    "beta": _beta,
    "gamma": _gamma,
    "weibull": _weibull,
    "empirical": _empirical,
}
