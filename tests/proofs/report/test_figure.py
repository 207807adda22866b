"""A figure is the same for the same data, and nothing in it can run or load."""

from __future__ import annotations

from typing import Any

import pytest

from qedescent.proofs.report.figure import draw
from qedescent.proofs.report.inline_svg import NotAFigure, inline


def test_the_same_figure_is_the_same_bytes(figure: str):
    def paint(left: Any, right: Any) -> None:
        left.plot([1, 2], [2, 1])
        right.scatter([1, 2], [2, 1])

    assert draw(paint, panels=2) == draw(paint, panels=2) != figure
    assert "<dc:date>" not in figure


@pytest.mark.parametrize(
    "inner",
    [
        "<script>1</script>",
        '<g onload="x()"/>',
        '<use href="https://example.org/x"/>',
        "<foreignObject/>",
        '<image href="http://example.org/a.png"/>',
        '<a href="javascript:1"/>',
        "<g>",
    ],
)
def test_a_figure_that_could_run_or_load_is_refused(inner: str):
    with pytest.raises(NotAFigure):
        inline(f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>', "a-", "words")


@pytest.mark.parametrize(
    "value", ["url(https://example.org/a)", "url('//example.org')", "url(  http://a.b)", "u\\72l(//a.b)"]
)
def test_a_figure_s_paint_may_not_be_fetched(value: str):
    with pytest.raises(NotAFigure):
        inline(f'<svg xmlns="http://www.w3.org/2000/svg"><g style="fill: {value}"/></svg>', "a-", "words")
