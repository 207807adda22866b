"""A figure put into the page: nothing in it can run or load, and its ids clash with no other figure's."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markupsafe import Markup

_SHAPES = ("path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "text", "tspan", "image")
_ALLOWED = frozenset(("svg", "g", "defs", "clipPath", "use", "linearGradient", "stop", *_SHAPES))
_DROPPED = frozenset(("metadata", "style", "title", "desc"))
_FETCH = re.compile(r"url\((?!#)|image-set|\\", re.IGNORECASE)  # a backslash could spell url( another way
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


class NotAFigure(ValueError):
    """The text is not an SVG that may stand in the page."""


def inline(svg: str, prefix: str, alternative: str) -> Markup:
    """The SVG as an element of the page with its alternative text; NotAFigure if it could run or load."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as wrong:
        raise NotAFigure(f"not an SVG: {wrong}") from wrong
    if _local(root.tag) != "svg":
        raise NotAFigure("not an SVG")
    _clean(root, prefix)
    # The style element that Matplotlib writes would apply to the whole page; it says only this.
    root.attrib |= {"role": "img", "aria-label": alternative, "stroke-linejoin": "round"}
    return Markup(ElementTree.tostring(root, encoding="unicode", method="html"))


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _clean(element: ElementTree.Element, prefix: str) -> None:
    element.tag = _local(element.tag)
    if element.tag not in _ALLOWED:
        raise NotAFigure(f"a figure may not hold <{element.tag}>")
    attributes = [(_local(name), value) for name, value in element.attrib.items()]
    element.attrib.clear()
    for name, value in attributes:
        element.set(name, _safe(name, value, prefix))
    for child in list(element):
        if _local(child.tag) in _DROPPED:
            element.remove(child)
        else:
            _clean(child, prefix)


def _safe(name: str, value: str, prefix: str) -> str:
    if name.lower().startswith("on"):
        raise NotAFigure(f"a figure may not act: {name}")
    if name == "id":
        return prefix + value
    if name in ("href", "src"):
        if value.startswith("data:image/png;base64,"):
            return value
        if not value.startswith("#"):
            raise NotAFigure("a figure may not load anything")
        return "#" + prefix + value[1:]
    if _FETCH.search(value):
        raise NotAFigure("a figure may not load anything")
    return _REFERENCE.sub(rf"url(#{prefix}\1)", value)
