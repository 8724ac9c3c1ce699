"""Charts of claims and of completeness."""

import altair as alt
import pandas as pd

from vanadis.viewer.charts.common import NUMBER, AnyChart, series_colour, tooltip


def verdicts(
    counts: pd.DataFrame, *, order: list[str], colour: alt.Scale, words: dict[str, str]
) -> AnyChart:
    """One bar per paper, cut by verdict."""
    ranked = counts.assign(place=counts["verdict_name"].map(order.index))
    chart: AnyChart = alt.Chart(ranked).mark_bar()
    return chart.encode(
        y=alt.Y(field="paper", type="nominal", axis=alt.Axis(title=None)),
        x=alt.X(
            field="claims_count",
            type="quantitative",
            axis=alt.Axis(title=words["claims"], format="d"),
        ),
        color=series_colour("verdict_name", colour),
        order=alt.Order(field="place", type="quantitative"),
        tooltip=tooltip(
            paper=(words["paper"], ""),
            verdict_name=(words["verdict"], ""),
            claims_count=(words["claims"], "d"),
        ),
    ).properties(height=90)


def printed_against_ours(
    claims: pd.DataFrame, *, colour: alt.Scale, words: dict[str, str]
) -> AnyChart:
    """Draw printed values against ours, both positive; equal ones lie on the line."""
    pairs = claims[["printed_number_value", "computed_value"]]
    low, high = float(pairs.min().min()), float(pairs.max().max())
    scale = alt.Scale(type="log", domain=[low / 2, high * 2], nice=False)
    x_axis = alt.Axis(title=words["printed"], format=NUMBER, tickCount=6)
    y_axis = alt.Axis(title=words["ours"], format=NUMBER, tickCount=6)
    ends = pd.DataFrame({"at": [low / 2, high * 2]})
    line = (
        alt.Chart(ends)
        .mark_line(color="#8A8A8A", strokeDash=[4, 4])
        .encode(
            x=alt.X(field="at", type="quantitative", scale=scale, axis=x_axis),
            y=alt.Y(field="at", type="quantitative", scale=scale, axis=y_axis),
        )
    )
    points = (
        alt.Chart(claims)
        .mark_point(filled=True, size=60, opacity=0.75)
        .encode(
            x=alt.X(
                field="printed_number_value",
                type="quantitative",
                scale=scale,
                axis=x_axis,
            ),
            y=alt.Y(
                field="computed_value", type="quantitative", scale=scale, axis=y_axis
            ),
            color=series_colour("verdict_name", colour),
            tooltip=tooltip(
                claim_id=(words["claim"], ""),
                description=(words["description"], ""),
                printed_number_value=(words["printed"], NUMBER),
                computed_value=(words["ours"], NUMBER),
                unit=(words["unit"], ""),
                verdict_name=(words["verdict"], ""),
            ),
        )
    )
    return alt.layer(line, points).properties(height=380)
