"""Charts as picture files, drawn here without a browser or a network."""

from typing import Any

import vl_convert

WIDTH = 760
PNG_SCALE = 2.0


def to_svg(specification: dict[str, Any]) -> bytes:
    """Return a Vega-Lite chart as SVG; its text stays text."""
    svg: str = vl_convert.vegalite_to_svg(_printed(specification), allowed_base_urls=[])
    return svg.encode()


def to_png(specification: dict[str, Any]) -> bytes:
    """Return a Vega-Lite chart as PNG, twice the size of the screen."""
    png: bytes = vl_convert.vegalite_to_png(
        _printed(specification), scale=PNG_SCALE, allowed_base_urls=[]
    )
    return png


def _printed(specification: dict[str, Any]) -> dict[str, Any]:
    """On paper a chart has a width of its own and a white ground."""
    return {**specification, "width": WIDTH, "background": "white"}


FORMATS = {"png": ("image/png", to_png), "svg": ("image/svg+xml", to_svg)}
