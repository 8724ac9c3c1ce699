"""Fig. 2 of the inventory paper: who contributed how much, year by year."""

import altair as alt
import pandas as pd

from vanadis.viewer.charts.common import (
    NUMBER,
    PERCENT,
    YEAR,
    AnyChart,
    names_axis,
    series_colour,
    tooltip,
)


def contributions(
    frame: pd.DataFrame,
    totals: pd.DataFrame,
    *,
    order: list[str],
    colour: alt.Scale,
    words: dict[str, str],
) -> AnyChart:
    """Stacked shares of the categories, with the total written above each year."""
    ranked = frame.assign(place=frame["category"].map(order.index))
    x = alt.X(field="reference_year", type="ordinal", axis=YEAR)
    bars = (
        alt.Chart(ranked)
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y(
                field="emission_t",
                type="quantitative",
                stack="normalize",
                axis=alt.Axis(title=words["share"], format="%"),
            ),
            color=series_colour("category", colour),
            order=alt.Order(field="place", type="quantitative"),
            tooltip=tooltip(
                reference_year=(words["year"], ""),
                category=(words["category"], ""),
                share=(words["share"], PERCENT),
                emission_t=(words["emission"], NUMBER),
                interval=(words["interval"], ""),
            ),
        )
    )
    labels = (
        alt.Chart(totals)
        .mark_text(baseline="bottom", dy=-3, color="#8A8A8A")
        .encode(x=x, y=alt.value(0), text=alt.Text(field="text", type="nominal"))
    )
    return alt.layer(bars, labels).properties(height=260)


def drivers(
    frame: pd.DataFrame, *, colour: alt.Scale, words: dict[str, str]
) -> AnyChart:
    """Change from the first to the last year, split into its causes."""
    return (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y(field="name", type="nominal", sort=None, axis=names_axis()),
            x=alt.X(
                field="effect_t",
                type="quantitative",
                axis=alt.Axis(title=words["axis"], format=NUMBER, tickCount=6),
            ),
            color=series_colour("effect", colour),
            tooltip=tooltip(
                name=(words["name"], ""),
                effect=(words["effect"], ""),
                effect_t=(words["axis"], NUMBER),
            ),
        )
        .properties(height=max(frame["name"].nunique(), 2) * 21)
    )
