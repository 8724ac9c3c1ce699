"""Fits of distribution families to observed samples, with bootstrap intervals.

Each family is fitted once by maximum likelihood and ranked by Akaike's criterion;
mean and standard deviation are resampled without refitting, and only the selected
family's parameters are fitted again to the resamples, all of them at once.

References
----------
Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap.
Hornung, R. W. and Reed, L. D. (1990). Estimation of average concentration in the
presence of nondetectable values. Applied Occupational and Environmental Hygiene 5(1).
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from vanadis.distributions import (
    MIN_SAMPLES,
    Distribution,
    Family,
    SpreadError,
)
from vanadis.maximum_likelihood import ARGUMENT_NAMES, estimate, fit_rows
from vanadis.streams import parameter_rng

Array = NDArray[np.float64]

MAX_ARGUMENTS = 3


@dataclass(frozen=True)
class Fit:
    """One family fitted to one sample; `law` is None where it cannot be fitted."""

    family: str
    law: Distribution | None
    aic: float
    ks_statistic: float
    ks_p: float
    ad_statistic: float
    reason: str | None


def detected(values: Array, limits: Array, *, parameter_id: str) -> Array:
    """Replace values below their detection limit by limit / sqrt(2).

    Parameters
    ----------
    values, limits
        Observed values and the limit of each; with a limit of nan the value stays as
        it was reported.
    """
    replaced = np.where(values < limits, limits / math.sqrt(2.0), values)
    if not np.all(np.isfinite(replaced)):
        raise SpreadError(parameter_id, "a sample is not a number")
    return np.asarray(replaced)


def _unfit(family: str, samples: Array) -> str | None:
    """Say why a family cannot hold these samples, if it cannot."""
    if family in ("lognormal", "gamma", "weibull") and samples.min() <= 0.0:
        return f"a sample is {samples.min():g}, {family} needs them above 0"
    if family == "beta" and not (samples.min() > 0.0 and samples.max() < 1.0):
        return "a sample lies outside 0 to 1"
    if np.ptp(samples) == 0.0:
        return "all samples are equal"
    return None


def anderson_darling(law: Distribution, samples: Array) -> float:
    """Return the Anderson-Darling statistic; nan where a sample is an end point."""
    ordered = np.sort(samples)
    n = ordered.size
    frozen = law.scipy_law
    weights = 2.0 * np.arange(1, n + 1) - 1.0
    with np.errstate(divide="ignore"):
        logs = frozen.logcdf(ordered) + frozen.logsf(ordered[::-1])
    statistic = float(-n - (weights * logs).sum() / n)
    return statistic if math.isfinite(statistic) else math.nan


def fit_families(samples: Array, *, parameter_id: str) -> list[Fit]:
    """Fit every family to one sample, best first by Akaike's criterion.

    The Kolmogorov-Smirnov p-value takes the parameters as given in advance; they were
    fitted, so it is an upper bound.
    """
    if samples.size < MIN_SAMPLES:
        raise SpreadError(
            parameter_id,
            f"{samples.size} samples, expected at least {MIN_SAMPLES}",
        )
    fits = []
    for family, names in ARGUMENT_NAMES.items():
        reason = _unfit(family, samples)
        law = None
        log_likelihood = -math.inf
        if reason is None:
            arguments = estimate(family, samples)
            law = Distribution(parameter_id, _family(family), arguments)
            log_likelihood = float(law.scipy_law.logpdf(samples).sum())
            if not math.isfinite(log_likelihood):
                reason, law = "the likelihood has no finite maximum", None
        if law is None:
            nan = math.nan
            fits.append(Fit(family, None, nan, nan, nan, nan, reason))
            continue
        ks = stats.kstest(samples, law.scipy_law.cdf)
        fits.append(
            Fit(
                family=family,
                law=law,
                aic=2.0 * len(names) - 2.0 * log_likelihood,
                ks_statistic=float(ks.statistic),
                ks_p=float(ks.pvalue),
                ad_statistic=anderson_darling(law, samples),
                reason=None,
            )
        )
    return sorted(fits, key=lambda fit: (fit.law is None, fit.aic))


def _family(name: str) -> Family:
    families: dict[str, Family] = {
        "normal": "normal",
        "lognormal": "lognormal",
        "triangular": "triangular",
        "uniform": "uniform",
        "beta": "beta",
        "gamma": "gamma",
        "weibull": "weibull",
    }
    return families[name]


def resampled(
    samples: Array, *, parameter_id: str, n_resamples: int, seed: int
) -> Array:
    """Draw bootstrap resamples, one per row, from the parameter's own stream."""
    rng = parameter_rng(seed, f"bootstrap.{parameter_id}")
    return samples[rng.integers(samples.size, size=(n_resamples, samples.size))]


FIT_COLUMNS = (
    "parameter_id",
    "family",
    "unit",
    "n_samples",
    "n_below_detection",
    "aic",
    "ks_statistic",
    "ks_p",
    "ad_statistic",
    "is_selected",
    "reason",
    "mean_value",
    "mean_p025_value",
    "mean_p975_value",
    "sd_value",
    "sd_p025_value",
    "sd_p975_value",
    "argument_names",
    *(
        f"argument_{i}{suffix}_value"
        for i in range(1, MAX_ARGUMENTS + 1)
        for suffix in ("", "_p025", "_p975")
    ),
    "n_resamples",
)
QUANTILE_COLUMNS = (
    "parameter_id",
    "family",
    "sample_no",
    "probability_frac",
    "sample_value",
    "fitted_value",
)


def parameter_fits(
    samples: pd.DataFrame, *, n_resamples: int, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fit every sampled parameter.

    Parameters
    ----------
    samples
        Columns parameter_id, unit, value, detection_limit (null: a value below
        detection stays as reported) and is_below_detection.

    Returns
    -------
    tuple
        The fits (`FIT_COLUMNS`, one row per parameter and family) and the data of
        their quantile plots (`QUANTILE_COLUMNS`).
    """
    fit_records: list[dict[str, object]] = []
    quantile_records: list[tuple[object, ...]] = []
    for name, rows in samples.groupby("parameter_id", sort=True):
        parameter_id = str(name)
        values = detected(
            rows["value"].to_numpy(dtype=np.float64),
            rows["detection_limit"].to_numpy(dtype=np.float64),
            parameter_id=parameter_id,
        )
        values.sort()
        n_below = int(rows["is_below_detection"].sum())
        fits = fit_families(values, parameter_id=parameter_id)
        selected = fits[0] if fits[0].law is not None else None
        again = resampled(
            values, parameter_id=parameter_id, n_resamples=n_resamples, seed=seed
        )
        moments = {
            **_with_interval("mean", values.mean(), again.mean(axis=1)),
            **_with_interval("sd", values.std(ddof=1), again.std(axis=1, ddof=1)),
        }
        probabilities = (np.arange(values.size) + 0.5) / values.size
        for fit in fits:
            record: dict[str, object] = {
                "parameter_id": parameter_id,
                "family": fit.family,
                "unit": rows["unit"].iloc[0],
                "n_samples": values.size,
                "n_below_detection": n_below,
                "aic": fit.aic,
                "ks_statistic": fit.ks_statistic,
                "ks_p": fit.ks_p,
                "ad_statistic": fit.ad_statistic,
                "is_selected": fit is selected,
                "reason": fit.reason,
                "argument_names": ", ".join(ARGUMENT_NAMES[fit.family]),
                "n_resamples": n_resamples,
                **moments,
            }
            if fit.law is not None:
                for i, _ in enumerate(ARGUMENT_NAMES[fit.family]):
                    record[f"argument_{i + 1}_value"] = fit.law.arguments[i]
                quantile_records += [
                    (parameter_id, fit.family, i + 1, p, sample, fitted)
                    for i, (p, sample, fitted) in enumerate(
                        zip(
                            probabilities,
                            values,
                            fit.law.ppf(probabilities),
                            strict=True,
                        )
                    )
                ]
            if fit is selected:
                for i, column in enumerate(fit_rows(fit.family, again).T, start=1):
                    low, high = np.nanquantile(column, [0.025, 0.975])
                    record[f"argument_{i}_p025_value"] = low
                    record[f"argument_{i}_p975_value"] = high
            fit_records.append(record)
    return (
        pd.DataFrame.from_records(fit_records, columns=list(FIT_COLUMNS)),
        pd.DataFrame.from_records(quantile_records, columns=list(QUANTILE_COLUMNS)),
    )


def _with_interval(name: str, value: float, resamples: Array) -> dict[str, float]:
    low, high = np.quantile(resamples, [0.025, 0.975])
    return {
        f"{name}_value": float(value),
        f"{name}_p025_value": float(low),
        f"{name}_p975_value": float(high),
    }
