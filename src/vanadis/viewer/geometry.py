"""Province outlines, and hatch lines inside them."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vanadis.project import project_root

Ring = Sequence[Sequence[float]]
# Hatchings that tell themselves apart without colour: distance between lines, in
# degrees, and whether they rise (1) or fall (-1) to the right.
HATCHINGS: dict[str, list[tuple[float, int]]] = {
    "wide": [(2.4, 1)],
    "close": [(1.2, 1)],
    "crossed": [(1.2, 1), (1.2, -1)],
    "falling": [(1.2, -1)],
}


def outline_file() -> Path:
    """Return the file of province outlines."""
    return project_root() / "app" / "assets" / "china_provinces.geojson"


@cache
def outlines() -> list[dict[str, Any]]:
    """Return one GeoJSON feature per province-level unit, code as id."""
    content = json.loads(outline_file().read_text(encoding="utf-8"))
    features: list[dict[str, Any]] = content["features"]
    return features


@cache
def hatches(hatching: str) -> dict[str, dict[str, Any]]:
    """Return hatch lines of one kind by province code, as GeoJSON geometries."""
    return {
        feature["id"]: {
            "type": "MultiLineString",
            "coordinates": [
                line
                for step, slope in HATCHINGS[hatching]
                for line in hatch_lines(list(_rings(feature)), step=step, slope=slope)
            ],
        }
        for feature in outlines()
    }


def _rings(feature: dict[str, Any]) -> Iterator[Ring]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    for polygon in polygons:
        yield from polygon


def hatch_lines(
    rings: Sequence[Ring], *, step: float, slope: int = 1
) -> list[list[list[float]]]:
    """Return the parts of 45-degree lines that lie inside the rings.

    A line is ``y - slope * x = constant``, on a grid common to all provinces so that
    neighbours join; what lies inside follows from the crossings by the even-odd
    rule.
    """
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        # Falling lines are the rising ones of the mirrored ring.
        points = np.asarray(ring, dtype=float) * [slope, 1]
        _add_crossings(points[:-1], points[1:], step=step, crossings=crossings)
    lines = []
    for line, xs in sorted(crossings.items()):
        xs.sort()
        offset = line * step
        for start, end in zip(xs[::2], xs[1::2], strict=False):
            ends = [[slope * start, start + offset], [slope * end, end + offset]]
            if end > start:
                lines.append([[round(x, 3), round(y, 3)] for x, y in ends])
    return lines


def _add_crossings(
    start: npt.NDArray[np.float64],
    end: npt.NDArray[np.float64],
    *,
    step: float,
    crossings: dict[int, list[float]],
) -> None:
    start_level = (start[:, 1] - start[:, 0]) / step
    end_level = (end[:, 1] - end[:, 0]) / step
    for index in np.flatnonzero(np.floor(start_level) != np.floor(end_level)):
        low, high = sorted((start_level[index], end_level[index]))
        for line in range(int(np.floor(low)) + 1, int(np.floor(high)) + 1):
            share = (line - start_level[index]) / (
                end_level[index] - start_level[index]
            )
            x = start[index, 0] + share * (end[index, 0] - start[index, 0])
            crossings.setdefault(line, []).append(float(x))
