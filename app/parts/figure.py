"""A figure or table with what must stand beside it: unit, source, data to take away."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from parts.view import View
from vanadis.viewer import export, pictures
from vanadis.viewer.columns import column_label
from vanadis.viewer.formats import NO_DATA, number

# Columns of keys that a table shows by name, and the dimension that has the names.
NAMED = {
    "province_code": "province",
    "region_id": "region",
    "sub_source_id": "sub_source",
    "oil_sub_source_id": "sub_source",
    "transport_sub_source_id": "sub_source",
    "category_id": "category",
    "receptor_id": "receptor",
    "method_id": "method",
    "headline_method_id": "method",
    "stage_id": "stage",
    "from_stage_id": "stage",
    "to_stage_id": "stage",
    "product_id": "product",
}
# Columns whose values are words of our own, and the kind of their labels.
WORDED = {
    "basis": "basis",
    "activity_basis": "basis",
    "factor_basis": "basis",
    "verdict": "verdict",
    "paper_id": "paper",
    "track": "track",
    "flow": "chain",
    "flow_id": "flow",
    "flow_kind": "chain",
    "effect": "effect",
    "direction": "direction",
    "response": "response",
    "resolution_tier": "tier",
    "item_kind": "item",
    "level": "word",
    "use_id": "subject",
    "status": "status",
    "family": "family",
    "sample_kind": "parameter",
    "unit": "unit",
    "intensity_unit": "unit",
    "severity": "severity",
    "fitted_to": "fitted",
}
FRACTIONS = ("share", "_frac")
# Cells whose numbers are written here, at some microseconds each; the browser
# writes those of a longer table.
MOST_WRITTEN = 20_000
# Grouping thousands in the browser keeps three decimals; smaller figures would be
# shown as zero.
SMALLEST_GROUPED = 0.01


def heading(view: View, key: str) -> None:
    """Write the title of a figure, with its counterpart in the papers."""
    st.subheader(view.text(key), anchor=False)


def note(text: str) -> None:
    """Write what the reader should know about the figure above."""
    st.caption(text)


def draw(
    view: View,
    chart: Any,
    data: pd.DataFrame,
    *,
    name: str,
    unit: str,
    tables: str,
    years: str | None = None,
    method: str | None = None,
    interval: str | None = None,
    click: str | None = None,
) -> Any:
    """Draw a chart; unit, years, method, interval and source follow below it.

    ``click`` names a selection of the chart; what was clicked is returned.
    """
    specification = chart if isinstance(chart, dict) else chart.to_dict(validate=False)
    # The height is that of the plot: a long legend must not squeeze it.
    specification["autosize"] = {"type": "fit-x", "contains": "padding"}
    options: dict[str, Any] = {}
    if click:
        options = {"on_select": "rerun", "selection_mode": click}
    chosen = st.vega_lite_chart(
        specification, width="stretch", key=f"{view.page}_{name}", **options
    )
    parts = [
        view.text("caption.unit", unit=unit),
        years,
        method,
        interval,
        view.text("caption.source", tables=tables, build=view.file.build_id),
    ]
    st.caption(" · ".join(part for part in parts if part))
    data_below(view, data, name=name, picture=specification)
    return chosen


def data_below(
    view: View,
    data: pd.DataFrame,
    *,
    name: str,
    picture: dict[str, Any] | None = None,
) -> None:
    """Fold the data of a figure under it, to read and to download."""
    fold = st.expander(
        view.text("data_fold", rows=f"{len(data):,}"),
        key=f"{view.page}_{name}_data",
        on_change="rerun",
    )
    # Nothing is sent to the browser before the fold is opened.
    if fold.open:
        with fold:
            table(view, data, name=name, picture=picture)


def table(
    view: View,
    data: pd.DataFrame,
    *,
    name: str,
    first: Sequence[str] = (),
    height: Any = "auto",
    picture: dict[str, Any] | None = None,
) -> None:
    """Show a table in the reader's words; the downloads keep keys and names."""
    rest = [column for column in data if column not in first]
    show(view, data[[*first, *rest]], height=height)
    downloads(view, data, name=name, picture=picture)


def show(view: View, data: pd.DataFrame, **options: Any) -> Any:
    """Show a table in the reader's words, its numbers written as in the text."""
    shown = data.copy()
    for column, dimension in NAMED.items():
        if column in shown:
            names = {"all": view.text("word.all")} | view.names(dimension)
            shown[column] = [names.get(key, key) for key in shown[column]]
    for column, kind in WORDED.items():
        if column in shown and not pd.api.types.is_numeric_dtype(shown[column]):
            shown[column] = [
                view.word(kind, key) if isinstance(key, str) else key
                for key in shown[column]
            ]
    if "parameter_id" in shown:
        names = view.parameters(shown["parameter_id"])
        shown["parameter_id"] = shown["parameter_id"].map(names)
    if "formula" in shown:
        shown["formula"] = _named_formulas(view, shown["formula"])
    written = _written(shown)
    return st.dataframe(
        shown.style.format(dict.fromkeys(written, number)) if written else shown,
        hide_index=True,
        column_config={
            name: _column(view, shown[name], is_written=name in written)
            for name in shown
        },
        placeholder=NO_DATA,
        **options,
    )


def _named_formulas(view: View, formulas: "pd.Series[Any]") -> list[str]:
    """Write ``1.0 x content.raw_coal`` as '1.0 × Vanadium content: raw coal'."""
    factors = [str(formula).split(" x ") for formula in formulas.fillna("")]
    names = view.parameters(factor for product in factors for factor in product)
    return [" × ".join(names[factor] for factor in product) for product in factors]


def _written(shown: pd.DataFrame) -> list[str]:
    """Return the columns whose numbers are written to four significant digits."""
    if shown.size > MOST_WRITTEN:
        return []
    # A printed figure keeps the digits of its page; a year is no quantity.
    return [
        name
        for name in shown.select_dtypes("float")
        if not name.endswith((*FRACTIONS, "_year")) and not name.startswith("printed")
    ]


def _column(view: View, values: "pd.Series[Any]", *, is_written: bool) -> Any:
    """Label a column; the name that SQL knows it by shows on hover."""
    name = str(values.name)
    words = {"label": column_label(name, view.language), "help": name}
    if is_written or not pd.api.types.is_float_dtype(values):
        return st.column_config.Column(**words)
    if name.endswith(FRACTIONS):
        return st.column_config.NumberColumn(**words, format="percent")
    can_group = values[values != 0].abs().min() >= SMALLEST_GROUPED
    return st.column_config.NumberColumn(
        **words, format="localized" if can_group else None
    )


def downloads(
    view: View,
    data: pd.DataFrame | Callable[[], pd.DataFrame],
    *,
    name: str,
    picture: dict[str, Any] | None = None,
) -> None:
    """Offer the whole table, and the picture if there is one; made when clicked."""

    def whole(write: Callable[[pd.DataFrame], bytes]) -> bytes:
        return write(data() if callable(data) else data)

    files = {
        suffix: (mime, partial(whole, write))
        for suffix, (mime, write) in export.FORMATS.items()
    }
    if picture:
        files |= {
            suffix: (mime, partial(write, picture))
            for suffix, (mime, write) in pictures.FORMATS.items()
        }
    with st.container(horizontal=True):
        for suffix, (mime, content) in files.items():
            st.download_button(
                suffix.upper(),
                data=content,
                file_name=f"vanadis_{view.file.build_id}_{name}.{suffix}",
                mime=mime,
                on_click="ignore",
                key=f"{view.page}_{name}_{suffix}",
            )
