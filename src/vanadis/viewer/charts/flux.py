"""Flows as a Sankey diagram."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from vanadis.viewer.charts.common import AnyChart, tooltip
from vanadis.viewer.formats import number
from vanadis.viewer.palette import GREY

# Across, one is the width of the drawing; down, one is a pixel.
NODE_WIDTH = 0.022
NODE_GAP = 15.0
CURVE = np.linspace(0.0, 1.0, 25)
# How far a flow back to an earlier stage swings out sideways, and below.
LOOP_ASIDE, LOOP_BELOW = 0.03, 16.0
LABEL_GAP = 6


@dataclass
class Node:
    """A box of the diagram; ``top`` and ``height`` in pixels."""

    x: float
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Return the height at which the box is centred."""
        return self.top + self.height / 2


def sankey(
    flows: pd.DataFrame,
    *,
    names: dict[str, str],
    node_colours: dict[str, str],
    places: dict[str, tuple[float, float]],
    unit: str,
    words: dict[str, str],
    height: int = 660,
    fill: float = 1.0,
) -> AnyChart:
    """Draw ``from_id``, ``to_id``, ``flow_t`` and the hover text ``interval``.

    Flows of nothing are left out; each link has the colour of where it starts.

    Parameters
    ----------
    places
        Where each node stands, as shares of width and height; nodes of one column
        are moved apart where they would overlap.
    words
        ``flow``, ``value``, ``interval``: titles of the hover fields.
    fill
        Share of the height that the fullest column takes.
    """
    shown = flows[flows["flow_t"] > 0].reset_index(drop=True)
    nodes, pixels_per_t = _nodes(shown, places=places, height=height, fill=fill)
    links = _links(shown, nodes, pixels_per_t=pixels_per_t)
    bottom = max([height, *(point["y"] for point in links)]) + LOOP_BELOW
    texts = [
        {
            "flow": f"{names[row['from_id']]} → {names[row['to_id']]}",
            "value": f"{number(row['flow_t'])} {unit}",
            "interval": row["interval"],
            "colour": node_colours.get(row["from_id"], GREY),
        }
        for row in shown.to_dict("records")
    ]
    points = pd.DataFrame([point | texts[point["link"]] for point in links])
    boxes = pd.DataFrame(
        [
            {
                "name": names[key],
                "x": node.x,
                "x2": node.x + NODE_WIDTH,
                "y": node.top,
                "y2": node.top + max(node.height, 1.0),
                "middle": node.middle,
                "colour": node_colours.get(key, GREY),
            }
            for key, node in nodes.items()
        ]
    )
    return _chart(points, boxes, bottom=bottom, words=words)


def _nodes(
    flows: pd.DataFrame,
    *,
    places: dict[str, tuple[float, float]],
    height: float,
    fill: float,
) -> tuple[dict[str, Node], float]:
    """Size the nodes to the column that needs most, and keep them apart."""
    size = pd.concat(
        [flows.groupby(end)["flow_t"].sum() for end in ("from_id", "to_id")], axis=1
    ).max(axis=1)
    columns: dict[float, list[str]] = {}
    for key in sorted(size.index, key=lambda key: places[key][1]):
        columns.setdefault(places[key][0], []).append(key)
    pixels_per_t = min(
        (fill * height - NODE_GAP * (len(keys) - 1)) / size[keys].sum()
        for keys in columns.values()
    )
    nodes: dict[str, Node] = {}
    for x, keys in columns.items():
        heights = [float(size[key]) * pixels_per_t for key in keys]
        tops: list[float] = []
        free = 0.0
        for key, box in zip(keys, heights, strict=True):
            tops.append(max(free, places[key][1] * height - box / 2))
            free = tops[-1] + box + NODE_GAP
        # What runs over the lower edge is pushed up again.
        free = height
        for place in reversed(range(len(keys))):
            tops[place] = min(tops[place], free - heights[place])
            free = tops[place] - NODE_GAP
        for key, top, box in zip(keys, tops, heights, strict=True):
            nodes[key] = Node(x * (1 - NODE_WIDTH), top, box)
    return nodes, float(pixels_per_t)


def _links(
    flows: pd.DataFrame, nodes: dict[str, Node], *, pixels_per_t: float
) -> list[dict[str, Any]]:
    """Return the points of each link, from the right of one node to the next."""
    starts = _ports(flows, nodes, pixels_per_t, near="from_id", far="to_id")
    ends = _ports(flows, nodes, pixels_per_t, near="to_id", far="from_id")
    points: list[dict[str, Any]] = []
    for link, row in enumerate(flows.to_dict("records")):
        start = (nodes[row["from_id"]].x + NODE_WIDTH, starts[link])
        end = (nodes[row["to_id"]].x, ends[link])
        width = max(row["flow_t"] * pixels_per_t, 1.0)
        is_loop = end[0] <= start[0]
        path = _loop(start, end, nodes) if is_loop else _ribbon(start, end)
        points += [
            {
                "link": link,
                "is_loop": is_loop,
                "order": order,
                "x": x,
                "y": y if is_loop else y - width / 2,
                "y2": y + width / 2,
                "width": width,
            }
            for order, (x, y) in enumerate(path)
        ]
    return points


def _ribbon(
    start: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    (x0, y0), (x1, y1) = start, end
    bend = CURVE**2 * (3 - 2 * CURVE)
    xs, ys = x0 + (x1 - x0) * CURVE, y0 + (y1 - y0) * bend
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


def _loop(
    start: tuple[float, float], end: tuple[float, float], nodes: dict[str, Node]
) -> list[tuple[float, float]]:
    """Lead a flow back to an earlier stage below everything else."""
    below = max(node.top + node.height for node in nodes.values()) + LOOP_BELOW
    out, back = start[0] + LOOP_ASIDE, end[0] - LOOP_ASIDE
    return [start, (out, start[1]), (out, below), (back, below), (back, end[1]), end]


def _ports(
    flows: pd.DataFrame,
    nodes: dict[str, Node],
    pixels_per_t: float,
    *,
    near: str,
    far: str,
) -> dict[int, float]:
    """Return the height at which each link meets its node, links in order."""
    ports: dict[int, float] = {}
    for key, group in flows.groupby(near):
        at = nodes[str(key)].top
        order = group[far].map(lambda other: nodes[other].middle).sort_values().index
        for link in order:
            width = float(group["flow_t"].loc[link]) * pixels_per_t
            ports[link] = at + width / 2
            at += width
    return ports


def _chart(
    points: pd.DataFrame, boxes: pd.DataFrame, *, bottom: float, words: dict[str, str]
) -> AnyChart:
    x = alt.X(
        field="x",
        type="quantitative",
        axis=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
    )
    y = alt.Y(
        field="y",
        type="quantitative",
        axis=None,
        scale=alt.Scale(domain=[bottom, 0], nice=False),
    )
    colour = alt.Color(field="colour", type="nominal", scale=None)
    base = alt.Chart(points).encode(
        x=x,
        y=y,
        color=colour,
        detail=alt.Detail(field="link", type="nominal"),
        tooltip=tooltip(**{key: (title, "") for key, title in words.items()}),
    )
    ribbons = (
        base.transform_filter("!datum.is_loop")
        .mark_area(opacity=0.45)
        .encode(y2="y2:Q")
    )
    loops = (
        base.transform_filter("datum.is_loop")
        .mark_line(opacity=0.45, strokeJoin="round")
        .encode(
            order=alt.Order(field="order", type="quantitative"),
            strokeWidth=alt.StrokeWidth(
                field="width", type="quantitative", scale=None, legend=None
            ),
        )
    )
    bars = (
        alt.Chart(boxes)
        .mark_rect()
        .encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=colour)
    )
    last = boxes["x"].max()
    left, right = boxes[boxes["x"] == 0], boxes[boxes["x"] == last]
    inner = boxes[(boxes["x"] > 0) & (boxes["x"] < last)]
    labels = [
        _labels(left, x, align="right", dx=-LABEL_GAP),
        _labels(right.assign(x=right["x2"]), x, align="left", dx=LABEL_GAP),
        # Above the box: beside it the name would lie on a flow.
        _labels(
            inner.assign(middle=inner["y"], x=inner["x"] + NODE_WIDTH / 2),
            x,
            align="center",
            dy=-8,
        ),
    ]
    return alt.layer(ribbons, loops, bars, *labels).properties(height=bottom)


def _labels(boxes: pd.DataFrame, x: alt.X, **mark: Any) -> AnyChart:
    return (
        alt.Chart(boxes)
        .mark_text(baseline="middle", fontSize=11, color=GREY, **mark)
        .encode(
            x=x,
            y=alt.Y(field="middle", type="quantitative", axis=None),
            text=alt.Text(field="name", type="nominal"),
        )
    )
