"""Phrases and small frames that several pages build the same way."""

import pandas as pd

from parts.view import View
from vanadis.viewer.formats import interval, number, percent
from vanadis.viewer.queries import inventory

YEARS = "2015–2019"


def methods(view: View) -> dict[str, str]:
    """Names of the methods that have emissions, the headline first."""
    names = view.names("method")
    return {key: names[key] for key in inventory.methods(view.read)["method_id"]}


def choose_method(view: View, name: str = "method") -> str:
    return view.choose(name, methods(view))


def interval_text(
    frame: pd.DataFrame, low: str = "emission_p025_t", high: str = "emission_p975_t"
) -> list[str]:
    """95 % intervals as text, one per row."""
    return [
        interval(lower, upper)
        for lower, upper in zip(frame[low], frame[high], strict=True)
    ]


def interval_note(view: View, has_intervals: bool) -> str:
    return view.text("caption.interval" if has_intervals else "caption.no_interval")


def numbers(values: pd.Series) -> list[str]:
    return [number(value) for value in values]


def percents(values: pd.Series) -> list[str]:
    return [percent(value) for value in values]


def flow(view: View) -> dict[str, str]:
    """Titles of what a flow says on hover."""
    return {
        "flow": view.text("word.flow"),
        "value": view.text("word.emission"),
        "interval": view.text("word.interval"),
    }


def scales(view: View) -> dict[str, str]:
    return {key: view.text(f"scale.{key}") for key in ("linear", "log")}
