"""A figure or table with what must stand beside it: unit, source, data to take away."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from parts.view import View
from vanadis.viewer import export, pictures
from vanadis.viewer.formats import NO_DATA


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
    key: str | None = None,
    click: str | None = None,
) -> Any:
    """Draw a chart; unit, years, method, interval and source follow below it.

    ``click`` names a selection of the chart; what was clicked is returned.
    """
    chosen, specification = None, None
    # Plotly takes half a second to import; only the flow diagrams need it.
    if hasattr(chart, "to_plotly_json"):
        _draw_plotly(view, chart, name)
    else:
        specification = (
            chart if isinstance(chart, dict) else chart.to_dict(validate=False)
        )
        # The height is that of the plot: a long legend must not squeeze it.
        specification["autosize"] = {"type": "fit-x", "contains": "padding"}
        options: dict[str, Any] = {}
        if click:
            options = {"on_select": "rerun", "selection_mode": click}
        chosen = st.vega_lite_chart(
            specification, width="stretch", key=key or f"{view.page}_{name}", **options
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


def _draw_plotly(view: View, figure: Any, name: str) -> None:
    picture = st.segmented_control(
        view.text("picture_format"),
        ["png", "svg"],
        format_func=str.upper,
        default="png",
        required=True,
        key=f"{view.page}_{name}_picture",
        label_visibility="collapsed",
    )
    file_name = f"vanadis_{view.file.build_id}_{name}"
    st.plotly_chart(
        figure,
        width="stretch",
        key=f"{view.page}_{name}",
        config={
            "displaylogo": False,
            "displayModeBar": True,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {"format": picture, "filename": file_name},
        },
    )


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
    height: Any = "auto",
    columns: dict[str, Any] | None = None,
    picture: dict[str, Any] | None = None,
) -> None:
    """Show a table with its downloads; column names stay those of the warehouse."""
    st.dataframe(
        data,
        hide_index=True,
        height=height,
        column_config=columns,
        placeholder=NO_DATA,
    )
    downloads(view, data, name=name, picture=picture)


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
