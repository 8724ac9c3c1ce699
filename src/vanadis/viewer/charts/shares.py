"""Bars cut into shares."""

import altair as alt
import pandas as pd

from vanadis.viewer.charts.common import (
    NUMBER,
    PERCENT,
    AnyChart,
    names_axis,
    series_colour,
    text_width,
    tooltip,
)

# Pixels from which a name is long.
LONG_NAME = 150


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
    is_long = max(map(text_width, frame[name])) > LONG_NAME
    # Long names stand above their bars: beside them they leave a phone no room.
    axis = (
        alt.Axis(
            title=None,
            ticks=False,
            labelAlign="left",
            labelBaseline="bottom",
            labelPadding=0,
            labelOffset=-11,
            labelLimit=330,
            labelFlush=False,
        )
        if is_long
        else names_axis()
    )
    return (
        alt.Chart(ranked)
        .mark_bar(height=18)
        .encode(
            x=alt.X(
                field="emission_t",
                type="quantitative",
                stack="normalize",
                axis=alt.Axis(title=words["share"], format="%"),
            ),
            y=alt.Y(field=name, type="nominal", sort=None, axis=axis),
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
        .properties(height=max((44 if is_long else 24) * frame[name].nunique(), 90))
    )
