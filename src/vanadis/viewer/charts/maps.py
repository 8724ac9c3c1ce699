"""The province map: filled shapes, the denser hatched the weaker they are founded."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from vanadis.viewer import geometry
from vanadis.viewer.charts.common import NUMBER, columns_that_fit, tooltip
from vanadis.viewer.palette import DIVERGING, GREY, SEQUENTIAL
from vanadis.viewer.queries.maps import WEAK_SHARES

Rows = dict[str, dict[Any, Any]]
HEIGHT = 400
OUTLINE = "#777777"
NO_DATA_FILL = "#BDBDBD"
_PROJECTION: dict[str, Any] = {
    "type": "conicEqualArea",
    "rotate": [-104, 0, 0],
    "parallels": [25, 47],
}
# Name of the click on a province, read back by the page.
CLICK = "province_click"
# Hatching by rising share on weak bases, and as the legend draws it in a square.
DEGREES = [None, "wide", "close", "crossed"]
NO_DATA = "falling"
SQUARE = "M-1,-1H1V1H-1Z"
RISING = "M-1,0L0,-1M-1,1L1,-1M0,1L1,0"
FALLING = "M-1,0L0,1M-1,-1L1,1M0,-1L1,0"
SYMBOLS = ["", "M-1,1L1,-1", RISING, RISING + FALLING, FALLING]
# Lines are dark on light fills and light on dark ones.
DARK_LINE, LIGHT_LINE = "#222222", "#F2F2F2"


def province_map(
    values: pd.DataFrame,
    *,
    names: dict[str, str],
    title: str,
    words: dict[str, str],
    is_diverging: bool,
) -> dict[str, Any]:
    """Return a Vega-Lite specification.

    The shapes are handed over as a named data set: Altair would check every
    coordinate against its schema, which takes longer than drawing them.

    Parameters
    ----------
    values
        ``province_code``, ``emission_t``, ``weak_frac`` and their texts.
    names
        Province names by code.
    words
        ``value``, ``interval``, ``weak``, ``province``: titles of the hover fields;
        ``no_data``.
    is_diverging
        Colour around zero, for differences.
    """
    rows: Rows = {row["province_code"]: row for row in values.to_dict("records")}
    domain = _domain(values, is_diverging=is_diverging)
    shapes = [
        _shape(feature, rows, names, words, domain) for feature in geometry.outlines()
    ]
    known = [shape for shape in shapes if shape["properties"]["value"] is not None]
    unknown = [shape for shape in shapes if shape["properties"]["value"] is None]
    hatched = [
        shape | {"geometry": geometry.hatches(hatching)[shape["id"]]}
        for shape in shapes
        if (hatching := shape["properties"]["hatching"])
    ]
    hover = _hover(words)
    chart = alt.layer(
        alt.Chart(alt.NamedData(name="unknown"))
        .mark_geoshape(fill=NO_DATA_FILL, stroke=OUTLINE, strokeWidth=0.6)
        .encode(tooltip=hover),
        _fill(title, hover, domain, is_diverging=is_diverging),
        alt.Chart(alt.NamedData(name="hatches"))
        .mark_geoshape(filled=False, strokeWidth=0.7, strokeOpacity=0.55)
        .encode(
            stroke=alt.Stroke(
                field="properties.line", type="nominal", scale=None, legend=None
            ),
            tooltip=hover,
        ),
        _hatching_key(words),
    ).properties(height=HEIGHT, projection=_PROJECTION)
    specification: dict[str, Any] = chart.to_dict(validate=False)
    # One legend below the other: side by side they do not fit a narrow map.
    # (Vega takes this, though the schema that Altair knows does not list it.)
    below = {"anchor": "start", "direction": "vertical"}
    specification["config"]["legend"] = {"layout": {"bottom": below}}
    specification["datasets"] = {
        "shapes": known,
        "unknown": unknown,
        "hatches": hatched,
    }
    return specification


def _domain(values: pd.DataFrame, *, is_diverging: bool) -> tuple[float, float]:
    emission = values["emission_t"].dropna()
    if emission.empty:
        return 0.0, 1.0
    if is_diverging:
        largest = float(emission.abs().max())
        return -largest, largest
    return float(emission.min()), float(emission.max())


def _line(value: float, domain: tuple[float, float], *, is_known: bool) -> str:
    """Return the colour of hatch lines that shows on the fill of this value."""
    low, high = domain
    is_diverging = low == -high
    middle = high * 0.6 if is_diverging else low + (high - low) * 0.4
    size = abs(value) if is_diverging else value
    return LIGHT_LINE if is_known and size > middle else DARK_LINE


def _shape(
    feature: dict[str, Any],
    rows: Rows,
    names: dict[str, str],
    words: dict[str, str],
    domain: tuple[float, float],
) -> dict[str, Any]:
    code = feature["id"]
    row = rows.get(code, {})
    known = bool(pd.notna(row.get("emission_t")))
    nothing = words["no_data"]
    properties: dict[str, Any] = {
        "code": code,
        "name": names.get(code, feature["properties"]["name"]),
        "value": row["emission_t"] if known else None,
        "text": row["text"] if known else nothing,
        "interval": row["interval"] if known else nothing,
        "weak": row["weak"] if known else nothing,
        "hatching": _hatching(row["weak_frac"]) if known else NO_DATA,
        "line": _line(row.get("emission_t", 0.0), domain, is_known=known),
    }
    return {**feature, "properties": properties}


def _hatching(weak_frac: float) -> str | None:
    # Where nothing is emitted there is no share, and nothing to doubt.
    return DEGREES[np.searchsorted(WEAK_SHARES, np.nan_to_num(weak_frac))]


def _hover(words: dict[str, str]) -> list[alt.Tooltip]:
    fields = {
        "name": "province",
        "text": "value",
        "interval": "interval",
        "weak": "weak",
    }
    return tooltip(
        **{f"properties.{field}": (words[word], "") for field, word in fields.items()}
    )


def _fill(
    title: str,
    hover: list[alt.Tooltip],
    domain: tuple[float, float],
    *,
    is_diverging: bool,
) -> alt.Chart:
    if is_diverging:
        scale = alt.Scale(scheme=DIVERGING, domain=list(domain))
    else:
        scale = alt.Scale(scheme=SEQUENTIAL, reverse=True, domain=list(domain))
    key = alt.Legend(
        title=title,
        orient="bottom",
        direction="horizontal",
        gradientLength=240,
        titleLimit=400,
        format=NUMBER,
    )
    colour = alt.Color(
        field="properties.value", type="quantitative", scale=scale, legend=key
    )
    click = alt.selection_point(name=CLICK, fields=["id"])
    fill: alt.Chart = (
        alt.Chart(alt.NamedData(name="shapes"))
        .mark_geoshape(stroke=OUTLINE, strokeWidth=0.6)
        .encode(color=colour, tooltip=hover)
        .add_params(click)
    )
    return fill


def _hatching_key(words: dict[str, str]) -> alt.Chart:
    """Return marks of no size whose only use is the legend of the hatching."""
    low, middle, high = (f"{share:.0%}".replace("%", " %") for share in WEAK_SHARES)
    labels = [f"≤ {low}", f"{low} – {middle}", f"{middle} – {high}", f"> {high}"]
    labels.append(words["no_data"])
    legend = alt.Legend(
        title=words["weak"],
        orient="bottom",
        direction="horizontal",
        columns=columns_that_fit(labels),
        symbolSize=260,
        symbolStrokeWidth=1,
        symbolStrokeColor=GREY,
        symbolOpacity=1,
    )
    key: alt.Chart = (
        alt.Chart(alt.InlineData([{"degree": label} for label in labels]))
        .mark_point(size=0)
        .encode(
            shape=alt.Shape(
                field="degree",
                type="nominal",
                sort=None,
                scale=alt.Scale(
                    domain=labels, range=[SQUARE + lines for lines in SYMBOLS]
                ),
                legend=legend,
            )
        )
    )
    return key
