"""Charts of the first page."""

import altair as alt
import pandas as pd

from vanadis.viewer.charts.common import (
    NUMBER,
    PERCENT,
    YEAR,
    AnyChart,
    has_bounds,
    legend,
)


def totals_by_year(
    totals: pd.DataFrame, *, colour: alt.Scale, words: dict[str, str]
) -> AnyChart:
    """Bars per year and method, side by side, each with its interval."""
    base = alt.Chart(totals).encode(
        x=alt.X(field="reference_year", type="ordinal", axis=YEAR),
        xOffset=alt.XOffset(field="method", type="nominal", sort=None),
        tooltip=[
            alt.Tooltip(field="method", type="nominal", title=words["method"]),
            alt.Tooltip(field="reference_year", type="ordinal", title=words["year"]),
            alt.Tooltip(
                field="emission_t",
                type="quantitative",
                format=NUMBER,
                title=words["emission"],
            ),
            alt.Tooltip(field="interval", type="nominal", title=words["interval"]),
        ],
    )
    axis = alt.Axis(title=words["axis"], format=NUMBER)
    bars = base.mark_bar().encode(
        y=alt.Y(field="emission_t", type="quantitative", axis=axis),
        color=alt.Color(
            field="method", type="nominal", scale=colour, legend=legend(label_width=320)
        ),
    )
    if not has_bounds(totals, "emission_p025_t"):
        return bars.properties(height=240)
    errors = base.mark_rule(color="#777777", strokeWidth=2).encode(
        y=alt.Y(field="emission_p025_t", type="quantitative", axis=axis),
        y2=alt.Y2(field="emission_p975_t"),
        detail=alt.Detail(field="method", type="nominal"),
    )
    return alt.layer(bars, errors).properties(height=240)


def shares(
    frame: pd.DataFrame,
    *,
    part: str,
    order: list[str],
    colour: alt.Scale,
    words: dict[str, str],
) -> AnyChart:
    """One bar per method, cut into the shares of its parts."""
    ranked = frame.assign(place=frame[part].map(order.index))
    return (
        alt.Chart(ranked)
        .mark_bar()
        .encode(
            x=alt.X(
                field="emission_t",
                type="quantitative",
                stack="normalize",
                axis=alt.Axis(title=words["share"], format="%"),
            ),
            y=alt.Y(
                field="method",
                type="nominal",
                sort=None,
                axis=alt.Axis(title=None, labelLimit=230),
            ),
            color=alt.Color(
                field=part, type="nominal", scale=colour, legend=legend(label_width=150)
            ),
            order=alt.Order(field="place", type="quantitative"),
            tooltip=[
                alt.Tooltip(field="method", type="nominal", title=words["method"]),
                alt.Tooltip(field=part, type="nominal", title=words["part"]),
                alt.Tooltip(
                    field="share",
                    type="quantitative",
                    format=PERCENT,
                    title=words["share"],
                ),
                alt.Tooltip(
                    field="emission_t",
                    type="quantitative",
                    format=NUMBER,
                    title=words["emission"],
                ),
            ],
        )
        .properties(height=90)
    )
