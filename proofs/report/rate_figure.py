"""The figure of a measured rate: the mean excess error in logarithms, and C_k against ln k with what is promised for it."""

from __future__ import annotations

import math
from typing import Any

from qedescent.proofs.rates.measuring import Rate
from qedescent.proofs.rates.promises import AT_LEAST, AT_MOST, EXACTLY
from qedescent.proofs.report.figure import COLOURS, draw, draw_png

SIZE = (8.4, 3.6)
LEGEND_ROW = 0.12  # of what is drawn, so that the legend stands above it
MARKS = {AT_MOST: ("v", "rival", "at most"), AT_LEAST: ("^", "further", "at least"), EXACTLY: ("", "predicted", "exactly")}


def rate_figure(rate: Rate, suffix: str) -> bytes:
    """The figure as a file of that suffix, .svg or .png."""
    if suffix == ".png":
        return draw_png(lambda *axes: _paint(rate, *axes), panels=2, size=SIZE)
    return draw(lambda *axes: _paint(rate, *axes), panels=2, size=SIZE).encode()


def _paint(rate: Rate, left: Any, right: Any) -> None:
    seen = [i for i, mean in enumerate(rate.means) if math.isfinite(mean)]
    k = "K" if rate.plan.by_horizon else "k"
    for axis, name in ((left, "mean excess error"), (right, _scaled(rate.power, k))):
        axis.set_xlabel(f"horizon ${k}$" if rate.plan.by_horizon else f"steps ${k}$")
        axis.set_ylabel(name)
        axis.set_xscale("log", base=2)
    if len(seen) < len(rate.means):
        left.set_title(f"runs diverge by ${k} = {rate.checkpoints[len(seen)]}$")
        right.set_yscale("log")
    if not seen:
        return
    _paint_means(rate, left, seen)
    _paint_constants(rate, right, seen)


def _paint_means(rate: Rate, axis: Any, seen: list[int]) -> None:
    k, means = [rate.checkpoints[i] for i in seen], [rate.means[i] for i in seen]
    axis.plot(k, means, "o", color=COLOURS["measured"], markersize=4, label="measured")
    if all(m > 0 for m in means):
        axis.set_yscale("log")
    if rate.exponent:
        p = rate.exponent.value
        level = math.exp(sum(math.log(m) - p * math.log(x) for x, m in zip(k, means, strict=True)) / len(k))
        axis.plot(k, [level * x**p for x in k], "-", color=COLOURS["faint"], linewidth=1, label=rf"fit $k^{{{p:.3f}}}$")
    axis.legend(loc="best")


def _paint_constants(rate: Rate, axis: Any, seen: list[int]) -> None:
    k, found = [rate.checkpoints[i] for i in seen], [rate.constants[i] for i in seen]
    axis.fill_between(k, [c.low for c in found], [c.high for c in found], color=COLOURS["band"], alpha=0.5, linewidth=0)
    axis.plot(k, [c.value for c in found], "o-", color=COLOURS["measured"], markersize=4, linewidth=1, label="measured")
    top = max(c.high for c in found)
    for x in rate.applying:
        for promise, values in zip(x.theorem.promises, x.promised, strict=True):
            mark, colour, words = MARKS.get(promise.relation, ("", "predicted", "tends to"))
            here = [values[i] for i in seen]
            axis.plot(k, here, linestyle="--" if promise.relation != EXACTLY else "-", marker=mark, markersize=4, linewidth=1,
                      color=COLOURS[colour], label=f"{words}: {_short(x.theorem.claim or x.theorem.source)}")  # fmt: skip
            top = max(top, *here)
    if len(seen) == len(rate.means):
        room = 1.1 + LEGEND_ROW * len(axis.get_legend_handles_labels()[0])
        axis.set_ylim(min(0, 1.1 * min(c.low for c in found)), room * top if top > 0 else None)
    axis.legend(loc="upper center", fontsize=8, frameon=False)


def _short(name: str) -> str:
    return name if len(name) < 36 else name[:34] + "…"


def _scaled(power: float, k: str) -> str:
    factor = {0.0: "", 1.0: rf"${k}\times$ ", 0.5: rf"$\sqrt{{{k}}}\times$ "}.get(power, rf"${k}^{{{power:g}}}\times$ ")
    return factor + "mean excess error"
