"""What all charts share: number formats, legends, bands and error bars."""

from typing import Any

import altair as alt
import pandas as pd

from vanadis.viewer.palette import colours

# Altair's methods return loosely typed charts.
AnyChart = Any
NUMBER = ",.4~r"
PERCENT = ".3~p"
YEAR = alt.Axis(format="d", tickMinStep=1, labelAngle=0, title=None)


# On a phone a long name takes two lines; it would be cut otherwise.
_BREAK = "lastindexof(slice(datum.label, 0, 30), ' ')"
_TWO_LINES = (
    "width < 330 && length(datum.label) > 34"
    f" ? [slice(datum.label, 0, {_BREAK}), slice(datum.label, {_BREAK} + 1)]"
    " : datum.label"
)


def text_width(text: str) -> int:
    """Estimate the pixels that a label takes; Chinese signs are twice as wide."""
    return round(sum(12.5 if ord(sign) > 0x2E80 else 6.7 for sign in text))


def columns_that_fit(names: list[str]) -> alt.ExprRef:
    """Return as many columns of a legend as fit the width of its chart."""
    widest = max((text_width(name) for name in names), default=0)
    return alt.ExprRef(f"max(1, floor(width / {widest + 36}))")


def legend(colours_of: alt.Scale) -> alt.Legend:
    """Return a legend below the chart, in as many columns as fit its width."""
    return alt.Legend(
        title=None,
        orient="bottom",
        direction="horizontal",
        columns=columns_that_fit([str(name) for name in colours_of.domain]),
        labelLimit=330,
        labelExpr=_TWO_LINES,
        symbolType="circle",
        symbolSize=70,
        symbolOpacity=1,
    )


def scale(keys: list[str], names: dict[str, str], known: dict[str, str]) -> alt.Scale:
    """Return the colour scale of these keys; domain in the reader's language."""
    return alt.Scale(
        domain=[names.get(key, key) for key in keys], range=colours(keys, known)
    )


def series_colour(field: str, colours_of: alt.Scale) -> alt.Color:
    """Colour by a field of names, with the legend below."""
    return alt.Color(
        field=field, type="nominal", scale=colours_of, legend=legend(colours_of)
    )


def tooltip(**fields: tuple[str, str]) -> list[alt.Tooltip]:
    """Return hover fields: ``column=(title, format)``, an empty format for text."""
    return [
        alt.Tooltip(field=name, title=title, type="quantitative", format=number_format)
        if number_format
        else alt.Tooltip(field=name, title=title, type="nominal")
        for name, (title, number_format) in fields.items()
    ]


def names_axis() -> alt.Axis:
    """Return an axis of names, every one shown."""
    return alt.Axis(title=None, labelLimit=260, labelOverlap=False, labelFlush=False)


def has_bounds(frame: pd.DataFrame, low: str) -> bool:
    """Tell whether any interval stands in the frame."""
    return low in frame and bool(frame[low].notna().any())


def lines_with_bands(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    low: str,
    high: str,
    series: str,
    colour: alt.Scale,
    y_title: str,
    hover: list[alt.Tooltip],
    height: int = 220,
    log: bool = False,
) -> AnyChart:
    """Lines over years with their intervals behind them."""
    axis = alt.Axis(title=y_title, format=NUMBER, tickCount=5)
    domain = alt.Scale(type="log") if log else alt.Scale(zero=True)
    if log:
        # A logarithmic axis has no place for zero.
        frame = frame[frame[y] > 0]
    # A year without any figure keeps its place.
    years = list(range(int(frame[x].min()), int(frame[x].max()) + 1))
    base = alt.Chart(frame).encode(
        x=alt.X(field=x, type="ordinal", axis=YEAR, scale=alt.Scale(domain=years)),
        color=series_colour(series, colour),
        tooltip=hover,
    )
    layers: list[Any] = []
    if has_bounds(frame, low):
        band = base.mark_area(opacity=0.18).encode(
            y=alt.Y(field=low, type="quantitative", axis=axis, scale=domain),
            y2=alt.Y2(field=high),
        )
        layers.append(band)
    value = alt.Y(field=y, type="quantitative", axis=axis, scale=domain)
    layers.append(base.mark_line(strokeWidth=2).encode(y=value))
    layers.append(base.mark_point(filled=True, size=45, opacity=1).encode(y=value))
    return alt.layer(*layers).properties(height=height)


def bars_with_errors(
    frame: pd.DataFrame,
    *,
    category: str,
    value: str,
    low: str,
    high: str,
    colour: Any,
    value_title: str,
    hover: list[alt.Tooltip],
    order: list[str],
    number_format: str = NUMBER,
    row_height: int = 24,
) -> AnyChart:
    """Horizontal bars, each with its interval as a line."""
    base = alt.Chart(frame).encode(
        y=alt.Y(
            field=category,
            type="nominal",
            sort=order,
            axis=names_axis(),
        ),
        tooltip=hover,
    )
    axis = alt.Axis(title=value_title, format=number_format, tickCount=6)
    bars = base.mark_bar().encode(
        x=alt.X(field=value, type="quantitative", axis=axis), color=colour
    )
    layers: list[Any] = [bars]
    if has_bounds(frame, low):
        errors = base.mark_rule(color="#777777", strokeWidth=2).encode(
            x=alt.X(field=low, type="quantitative", axis=axis), x2=alt.X2(field=high)
        )
        layers.append(errors)
    rows = frame[category].nunique()
    return alt.layer(*layers).properties(height=max(rows, 2) * row_height)


def grouped_bars(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    low: str,
    high: str,
    part: str,
    colour: alt.Scale,
    y_title: str,
    hover: list[alt.Tooltip],
    x_axis: alt.Axis = YEAR,
    height: int = 240,
) -> AnyChart:
    """Bars side by side, each with its interval as a line."""
    base = alt.Chart(frame).encode(
        x=alt.X(field=x, type="ordinal", axis=x_axis),
        xOffset=alt.XOffset(field=part, type="nominal", sort=list(colour.domain)),
        tooltip=hover,
    )
    axis = alt.Axis(title=y_title, format=NUMBER, tickCount=5)
    bars = base.mark_bar().encode(
        y=alt.Y(field=y, type="quantitative", axis=axis),
        color=series_colour(part, colour),
    )
    if not has_bounds(frame, low):
        return bars.properties(height=height)
    errors = base.mark_rule(color="#777777", strokeWidth=2).encode(
        y=alt.Y(field=low, type="quantitative", axis=axis),
        y2=alt.Y2(field=high),
        detail=alt.Detail(field=part, type="nominal"),
    )
    return alt.layer(bars, errors).properties(height=height)


def heatmap(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    value: str,
    x_order: list[str] | None = None,
    y_order: list[str] | None = None,
    scale: alt.Scale,
    value_title: str,
    hover: list[alt.Tooltip],
    text: str | None = None,
    number_format: str = ",.3~r",
    row_height: int = 28,
    x_angle: int = 0,
    x_title: str | None = None,
    legend_format: str = NUMBER,
    middle: float = 0.5,
) -> AnyChart:
    """Coloured cells with their numbers in them.

    ``middle`` is the value from which the written number turns white.
    """
    base = alt.Chart(frame).encode(
        x=alt.X(
            field=x,
            type="nominal",
            sort=x_order,
            axis=alt.Axis(
                title=x_title, labelAngle=x_angle, labelLimit=160, labelOverlap=False
            ),
        ),
        y=alt.Y(
            field=y,
            type="nominal",
            sort=y_order,
            axis=names_axis(),
        ),
        tooltip=hover,
    )
    key = alt.Legend(
        title=value_title,
        orient="bottom",
        direction="horizontal",
        gradientLength=220,
        format=legend_format,
    )
    cells = base.mark_rect().encode(
        color=alt.Color(field=value, type="quantitative", scale=scale, legend=key)
    )
    # Cells too narrow for a number, as on a phone, show their colour only.
    size = alt.ExprRef("bandwidth('x') < 22 ? 0 : 11")
    numbers = base.mark_text(fontSize=size).encode(
        text=alt.Text(
            field=text or value,
            type="nominal" if text else "quantitative",
            format="" if text else number_format,
        ),
        color=alt.condition(
            f"abs(datum['{value}']) > {middle}",
            alt.value("#FFFFFF"),
            alt.value("#222222"),
        ),
    )
    rows = frame[y].nunique()
    return alt.layer(cells, numbers).properties(height=max(rows, 2) * row_height)
