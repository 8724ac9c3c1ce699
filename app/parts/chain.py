"""What the parts of the chain page share."""

import pandas as pd

from parts import figure, words
from parts.view import View
from vanadis.viewer.charts import common

FIRST_YEAR, LAST_YEAR = 2015, 2022
YEARS = f"{FIRST_YEAR}–{LAST_YEAR}"
PERIOD = {"first_year": FIRST_YEAR, "last_year": LAST_YEAR}


def with_names(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the names of stages and products in the reader's language."""
    stages = view.names("stage")
    labels = {key: f"{key.upper()} {name}" for key, name in stages.items()}
    added = {"stage": frame["stage_id"].map(labels)} if "stage_id" in frame else {}
    if "product_id" in frame:
        added["product"] = frame["product_id"].map(view.names("product"))
    return frame.assign(**added)


def span(frame: pd.DataFrame) -> str:
    years = frame["reference_year"].dropna().astype(int)
    return f"{years.min()}–{years.max()}" if len(years) else YEARS


def stage_labels(view: View) -> dict[str, str]:
    return {key: f"{key.upper()} {name}" for key, name in view.names("stage").items()}


def lines(
    view: View,
    frame: pd.DataFrame,
    *,
    measure: str,
    low: str,
    high: str,
    unit: str,
    tables: str,
    name: str,
    track: str | None = None,
    series: str = "stage",
    log: bool = False,
) -> None:
    """Draw one measure over the years, a line per stage or product."""
    key = {"stage": "stage_id", "product": "product_id"}.get(series, series)
    shown = frame.dropna(subset=[measure])
    names = dict(zip(shown[key], shown[series], strict=True))
    text = words.interval_text(shown, low, high) if low in shown else ["–"] * len(shown)
    shown = shown.assign(interval=text)
    hover = common.tooltip(
        **{
            series: (view.text(f"word.{series}"), ""),
            "reference_year": (view.text("word.year"), ""),
            measure: (unit, common.NUMBER),
            "interval": (view.text("word.interval"), ""),
            "basis": (view.text("word.basis"), ""),
        }
    )
    figure.draw(
        view,
        common.lines_with_bands(
            shown,
            x="reference_year",
            y=measure,
            low=low,
            high=high,
            series=series,
            colour=common.scale(sorted(names), names, {}),
            y_title=unit,
            hover=hover,
            log=log,
            height=260,
        ),
        frame,
        name=name,
        unit=unit,
        years=span(shown),
        method=view.word("track", track) if track else None,
        interval=words.interval_note(view, common.has_bounds(shown, low)),
        tables=tables,
    )
