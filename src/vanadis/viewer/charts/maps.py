"""The province map: filled shapes, hatched where the figure is doubtful."""

from typing import Any

import altair as alt
import pandas as pd

from vanadis.viewer import geometry
from vanadis.viewer.charts.common import NUMBER, tooltip
from vanadis.viewer.palette import DIVERGING, SEQUENTIAL

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
        ``province_code``, ``emission_t``, bounds, ``weak_frac``, ``is_hatched``.
    names
        Province names by code.
    words
        ``value``, ``interval``, ``weak``, ``province``: titles of the hover fields.
    is_diverging
        Colour around zero, for differences.
    """
    rows: Rows = {row["province_code"]: row for row in values.to_dict("records")}
    shapes = [_shape(feature, rows, names, words) for feature in geometry.outlines()]
    known = [shape for shape in shapes if shape["properties"]["value"] is not None]
    unknown = [shape for shape in shapes if shape["properties"]["value"] is None]
    hatched = [
        geometry.hatches()[shape["id"]]
        for shape in shapes
        if shape["properties"]["is_hatched"]
    ]
    hover = _hover(words)
    chart = alt.layer(
        alt.Chart(alt.NamedData(name="unknown"))
        .mark_geoshape(fill=NO_DATA_FILL, stroke=OUTLINE, strokeWidth=0.6)
        .encode(tooltip=hover),
        _fill(title, hover, is_diverging=is_diverging, values=values),
        alt.Chart(alt.NamedData(name="hatches")).mark_geoshape(
            filled=False, stroke="#9A9A9A", strokeWidth=0.9
        ),
    ).properties(height=HEIGHT, projection=_PROJECTION)
    specification: dict[str, Any] = chart.to_dict(validate=False)
    specification["datasets"] = {
        "shapes": known,
        "unknown": unknown,
        "hatches": hatched,
    }
    return specification


def _shape(
    feature: dict[str, Any],
    rows: Rows,
    names: dict[str, str],
    words: dict[str, str],
) -> dict[str, Any]:
    code = feature["id"]
    row = rows.get(code, {})
    known = pd.notna(row.get("emission_t"))
    nothing = words["no_data"]
    properties: dict[str, Any] = {
        "code": code,
        "name": names.get(code, feature["properties"]["name"]),
        "value": row["emission_t"] if known else None,
        "text": row["text"] if known else nothing,
        "interval": row["interval"] if known else nothing,
        "weak": row["weak"] if known else nothing,
        "is_hatched": not known or bool(row["is_hatched"]),
    }
    return {**feature, "properties": properties}


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
    *,
    is_diverging: bool,
    values: pd.DataFrame,
) -> alt.Chart:
    if is_diverging:
        largest = float(values["emission_t"].abs().max())
        scale = alt.Scale(scheme=DIVERGING, domain=[-largest, largest])
    else:
        scale = alt.Scale(scheme=SEQUENTIAL, reverse=True)
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
