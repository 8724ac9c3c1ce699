"""Colours that stay apart for colour-blind readers, on white and on black.

The qualitative colours are those of Okabe and Ito (2008), without black and the
pale yellow, which vanish on one of the two backgrounds.
"""

from typing import Final

BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
VERMILION = "#D55E00"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
GREY = "#8A8A8A"

SERIES = [BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, GREY]
CATEGORIES = {
    "coal": GREY,
    "oil": VERMILION,
    "transport": ORANGE,
    "industry": BLUE,
    "waste": GREEN,
}
METHODS = {
    "literature": BLUE,
    "paper_replica": ORANGE,
    "literature_with_chain": GREEN,
}
RECEPTORS = {"air": SKY, "soil": VERMILION, "water": BLUE}
# From the best basis to the weakest.
BASES = {
    "published": "#08519C",
    "digitised": "#3182BD",
    "derived": "#6BAED6",
    "estimated": "#FDAE6B",
    "assumed": "#E6550D",
    "unverified": "#8C2D04",
}
# Steps of the decision tree, from the nearest figure to the most general.
TIERS = {"regional": BLUE, "province": SKY, "national": ORANGE, "default": VERMILION}
VERDICTS = {
    "reproduced": BLUE,
    "deviates": ORANGE,
    "contradicted": VERMILION,
    "not_computable": GREY,
    "input": SKY,
}
# Names of Vega's colour schemes.
SEQUENTIAL: Final = "cividis"
DIVERGING: Final = "purpleorange"


def colours(keys: list[str], known: dict[str, str]) -> list[str]:
    """Return one colour per key: the known one, else the next of the series."""
    spare = [colour for colour in SERIES if colour not in known.values()] + SERIES
    result: list[str] = []
    for key in keys:
        result.append(known.get(key) or spare[len(result) % len(spare)])
    return result
