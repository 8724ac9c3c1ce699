"""Flows as a Sankey diagram."""

import pandas as pd
import plotly.graph_objects as go

from vanadis.viewer.palette import GREY


def sankey(
    flows: pd.DataFrame,
    *,
    names: dict[str, str],
    node_colours: dict[str, str],
    unit: str,
    height: int = 660,
    places: dict[str, tuple[float, float]] | None = None,
) -> go.Figure:
    """Draw ``from_id``, ``to_id``, ``flow_t`` and the hover text ``interval``.

    Flows of nothing are left out; each link has the colour of where it starts.
    ``places`` fixes nodes at shares of width and height, all or none.
    """
    shown = flows[flows["flow_t"] > 0]
    nodes = list(dict.fromkeys([*shown["from_id"], *shown["to_id"]]))
    index = {node: number for number, node in enumerate(nodes)}
    link_colours = [
        _see_through(node_colours.get(node, GREY)) for node in shown["from_id"]
    ]
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            valueformat=",.4~r",
            valuesuffix=f" {unit}",
            node={
                "label": [names.get(node, node) for node in nodes],
                "color": [node_colours.get(node, GREY) for node in nodes],
                "pad": 16,
                "thickness": 14,
                "line": {"width": 0},
                **_places(nodes, places),
            },
            link={
                "source": [index[node] for node in shown["from_id"]],
                "target": [index[node] for node in shown["to_id"]],
                "value": shown["flow_t"].tolist(),
                "color": link_colours,
                "customdata": shown["interval"].tolist(),
                "hovertemplate": (
                    "%{source.label} → %{target.label}<br>%{value}"
                    "<br>%{customdata}<extra></extra>"
                ),
            },
        )
    )
    figure.update_layout(height=height, margin={"l": 8, "r": 8, "t": 12, "b": 12})
    return figure


def _places(
    nodes: list[str], places: dict[str, tuple[float, float]] | None
) -> dict[str, list[float]]:
    if places is None:
        return {}
    return {
        "x": [places[node][0] for node in nodes],
        "y": [places[node][1] for node in nodes],
    }


def _see_through(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.45)"
