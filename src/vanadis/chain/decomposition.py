"""LMDI-I: split a change of emissions into output and intensity (Ang 2005)."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def log_mean(a: FloatArray, b: FloatArray) -> FloatArray:
    """Return the logarithmic mean ``(a - b) / ln(a / b)``, which is a where a = b."""
    a, b = np.broadcast_arrays(a, b)
    same = np.isclose(a, b, rtol=1e-12, atol=0.0)
    spread = np.log(np.where(same, 1.0, a)) - np.log(np.where(same, 1.0, b))
    return np.where(same, a, (a - b) / np.where(same, 1.0, spread))


def output_and_intensity_effects(
    *,
    output_start: FloatArray,
    output_end: FloatArray,
    emission_start: FloatArray,
    emission_end: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Return the two effects; they sum to the change of emissions exactly.

    Raises
    ------
    ValueError
        When an output or emission is not above zero: logarithms need positive values.
    """
    for name, values in {
        "output_start": output_start,
        "output_end": output_end,
        "emission_start": emission_start,
        "emission_end": emission_end,
    }.items():
        if np.any(~(values > 0)):
            raise ValueError(f"{name} holds {np.min(values):g}, expected above 0")
    weight = log_mean(emission_end, emission_start)
    growth = np.log(output_end / output_start)
    total = np.log(emission_end / emission_start)
    return weight * growth, weight * (total - growth)
