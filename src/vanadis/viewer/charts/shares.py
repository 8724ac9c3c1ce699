"""Bars cut into shares."""

import altair as alt
import pandas as pd

from vanadis.viewer.charts.common import (
    NUMBER,
    PERCENT,
    AnyChart,
    names_axis,
    series_colour,
    tooltip,
)


def shares(
    frame: pd.DataFrame,
    *,
    name: str,
    part: str,
    order: list[str],
    colour: alt.Scale,
    words: dict[str, str],
) -> AnyChart:
    """One bar per name, cut into the shares of its parts."""
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
            y=alt.Y(field=name, type="nominal", sort=None, axis=names_axis()),
            color=series_colour(part, colour),
            order=alt.Order(field="place", type="quantitative"),
            tooltip=tooltip(
                **{
                    name: (words["name"], ""),
                    part: (words["part"], ""),
                    "share": (words["share"], PERCENT),
                    "emission_t": (words["emission"], NUMBER),
                }
            ),
        )
        .properties(height=max(24 * frame[name].nunique(), 90))
    )
