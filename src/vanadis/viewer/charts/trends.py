"""Fig. 2 of the inventory paper: who contributed how much, year by year."""

import altair as alt
import pandas as pd

from vanadis.viewer.charts.common import NUMBER, PERCENT, YEAR, AnyChart, legend


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
    bars = (
        alt.Chart(ranked)
        .mark_bar()
        .encode(
            x=alt.X(field="reference_year", type="ordinal", axis=YEAR),
            y=alt.Y(
                field="emission_t",
                type="quantitative",
                stack="normalize",
                axis=alt.Axis(title=words["share"], format="%"),
            ),
            color=alt.Color(
                field="category", type="nominal", scale=colour, legend=legend()
            ),
            order=alt.Order(field="place", type="quantitative"),
            tooltip=[
                alt.Tooltip(
                    field="reference_year", type="ordinal", title=words["year"]
                ),
                alt.Tooltip(field="category", type="nominal", title=words["category"]),
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
                alt.Tooltip(field="interval", type="nominal", title=words["interval"]),
            ],
        )
    )
    labels = (
        alt.Chart(totals)
        .mark_text(baseline="bottom", dy=-3, color="#8A8A8A")
        .encode(
            x=alt.X(field="reference_year", type="ordinal", axis=YEAR),
            y=alt.value(0),
            text=alt.Text(field="text", type="nominal"),
        )
    )
    return alt.layer(bars, labels).properties(height=260)


def drivers(frame: pd.DataFrame, *, words: dict[str, str]) -> AnyChart:
    """Change from the first to the last year, split into its causes."""
    return (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y(
                field="name",
                type="nominal",
                sort=None,
                axis=alt.Axis(title=None, labelLimit=200),
            ),
            x=alt.X(
                field="effect_t",
                type="quantitative",
                axis=alt.Axis(title=words["axis"], format=NUMBER),
            ),
            color=alt.Color(field="effect", type="nominal", legend=legend()),
            tooltip=[
                alt.Tooltip(field="name", type="nominal", title=words["name"]),
                alt.Tooltip(field="effect", type="nominal", title=words["effect"]),
                alt.Tooltip(
                    field="effect_t",
                    type="quantitative",
                    format=NUMBER,
                    title=words["axis"],
                ),
            ],
        )
        .properties(height=max(frame["name"].nunique(), 2) * 21)
    )
