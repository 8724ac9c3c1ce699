"""Charts of intervals, fits, sensitivities and convergence."""

import altair as alt
import pandas as pd

from vanadis.viewer.charts.common import (
    NUMBER,
    AnyChart,
    names_axis,
    series_colour,
    tooltip,
)
from vanadis.viewer.formats import interval
from vanadis.viewer.palette import BLUE, GREY, ORANGE, SKY


def ranges(
    frame: pd.DataFrame,
    *,
    name: str,
    low: str,
    high: str,
    axis_title: str,
    hover: list[alt.Tooltip],
    group: str | None = None,
    colour: alt.Scale | None = None,
    row_height: int = 22,
) -> AnyChart:
    """Draw a horizontal interval around zero for each name."""
    base = alt.Chart(frame).encode(
        y=alt.Y(
            field=name,
            type="nominal",
            sort=None,
            axis=names_axis(),
        ),
        tooltip=hover,
    )
    hue = series_colour(group, colour) if group and colour else alt.value(BLUE)
    axis = alt.Axis(title=axis_title, format=NUMBER, tickCount=6)
    bars = base.mark_bar(height=9 if group is None else 6).encode(
        x=alt.X(field=low, type="quantitative", axis=axis),
        x2=alt.X2(field=high),
        color=hue,
    )
    if group:
        bars = bars.encode(yOffset=alt.YOffset(field=group, type="nominal", sort=None))
    zero = alt.Chart(pd.DataFrame({"at": [0]})).mark_rule(color=GREY)
    line = zero.encode(x=alt.X(field="at", type="quantitative"))
    rows = frame[name].nunique()
    return alt.layer(bars, line).properties(height=max(rows, 2) * row_height)


def quantile_plot(
    frame: pd.DataFrame, *, colour: alt.Scale, words: dict[str, str]
) -> AnyChart:
    """Draw samples against the fitted quantiles of each family."""
    low = float(frame[["sample_value", "fitted_value"]].min().min())
    high = float(frame[["sample_value", "fitted_value"]].max().max())
    x_axis = alt.Axis(title=words["fitted"], format=NUMBER)
    y_axis = alt.Axis(title=words["sample"], format=NUMBER)
    ends = pd.DataFrame({"at": [low, high]})
    line = (
        alt.Chart(ends)
        .mark_line(color=GREY, strokeDash=[4, 4])
        .encode(
            x=alt.X(field="at", type="quantitative", axis=x_axis),
            y=alt.Y(field="at", type="quantitative", axis=y_axis),
        )
    )
    points = (
        alt.Chart(frame)
        .mark_point(filled=True, size=45)
        .encode(
            x=alt.X(field="fitted_value", type="quantitative", axis=x_axis),
            y=alt.Y(field="sample_value", type="quantitative", axis=y_axis),
            color=series_colour("family_name", colour),
            tooltip=tooltip(
                family_name=(words["family"], ""),
                fitted_value=(words["fitted"], NUMBER),
                sample_value=(words["sample"], NUMBER),
            ),
        )
    )
    return alt.layer(line, points).properties(height=320)


def convergence(frame: pd.DataFrame, *, words: dict[str, str]) -> AnyChart:
    """Draw mean and 95 % bounds against the number of draws, with their errors."""
    parts = [
        ("p975", "emission_p975_t", "emission_p975_se_t"),
        ("mean", "emission_mean_t", "mean_se_t"),
        ("p025", "emission_p025_t", "emission_p025_se_t"),
    ]
    long = pd.concat(
        pd.DataFrame(
            {
                "n_draws": frame["n_draws"],
                "statistic": words[key],
                "value_t": frame[value],
                "low_t": frame[value] - 1.96 * frame[error],
                "high_t": frame[value] + 1.96 * frame[error],
            }
        )
        for key, value, error in parts
    )
    long["bounds"] = [
        interval(low, high)
        for low, high in zip(long["low_t"], long["high_t"], strict=True)
    ]
    colour = alt.Scale(
        domain=[words[key] for key, _, _ in parts], range=[ORANGE, BLUE, SKY]
    )
    base = alt.Chart(long).encode(
        x=alt.X(
            field="n_draws",
            type="quantitative",
            scale=alt.Scale(type="log"),
            axis=alt.Axis(title=words["draws"], format=",d"),
        ),
        color=series_colour("statistic", colour),
        tooltip=tooltip(
            statistic=(words["statistic"], ""),
            n_draws=(words["draws"], ",d"),
            value_t=(words["emission"], NUMBER),
            bounds=(words["se"], ""),
        ),
    )
    axis = alt.Axis(title=words["emission"], format=NUMBER)
    scale = alt.Scale(zero=False)
    detail = alt.Detail(field="statistic", type="nominal")
    errors = base.mark_rule(strokeWidth=2, opacity=0.6).encode(
        y=alt.Y(field="low_t", type="quantitative", axis=axis, scale=scale),
        y2=alt.Y2(field="high_t"),
    )
    line = base.mark_line(point=True).encode(
        y=alt.Y(field="value_t", type="quantitative", axis=axis, scale=scale),
        detail=detail,
    )
    return alt.layer(errors, line).properties(height=300)
