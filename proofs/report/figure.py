"""Figures in the house style, as SVG text that is the same, byte for byte, for the same data."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from types import MappingProxyType
from typing import Any

# Okabe and Ito's colours: told apart by colour-blind readers, and by their lightness in a grey print.
COLOURS = MappingProxyType(
    {
        "measured": "#0072B2",
        "predicted": "#222222",
        "rival": "#D55E00",
        "band": "#9BC9E3",
        "further": "#009E73",
        "faint": "#8A8A8A",
    }
)

_STYLE = {
    "svg.hashsalt": "qedescent",
    "svg.fonttype": "path",
    "mathtext.fontset": "cm",
    "font.family": "serif",
    "font.serif": ["DejaVu Serif"],
    "font.size": 11,
    "axes.titlesize": 11,
    "axes.labelsize": 11,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "legend.fontsize": 10,
    "legend.frameon": True,
    "legend.edgecolor": "none",
    "legend.framealpha": 0.85,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "lines.linewidth": 1.8,
    "figure.facecolor": "white",
    "path.simplify": True,
}


def draw(paint: Callable[..., None], panels: int = 1, size: tuple[float, float] = (6.4, 3.4)) -> str:
    """The SVG of what `paint(*axes)` paints on its panels, side by side; size in inches.

    The figure is built without pyplot, so that nothing global remembers it; ids are salted with a constant
    and the date is left out, so that the same data give the same bytes.
    """
    return _drawn(paint, panels, size, format="svg", metadata={"Date": None, "Creator": None}).decode()


def draw_png(paint: Callable[..., None], panels: int = 1, size: tuple[float, float] = (6.4, 3.4)) -> bytes:
    """The same as a PNG."""
    return _drawn(paint, panels, size, format="png", dpi=150, metadata={"Software": None})


def _drawn(paint: Callable[..., None], panels: int, size: tuple[float, float], **saving: Any) -> bytes:
    import matplotlib
    from cycler import cycler
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    order = ("measured", "predicted", "rival", "further", "faint")
    lines = cycler(color=[COLOURS[name] for name in order]) + cycler(linestyle=["-", "--", "-.", ":", "-"])
    style: Any = {**matplotlib.rcParamsDefault, **_STYLE, "axes.prop_cycle": lines}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(1, panels, squeeze=False)[0]
        paint(*axes)
        out = BytesIO()
        figure.savefig(out, **saving)
    return out.getvalue()
