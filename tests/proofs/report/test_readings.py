"""Measured numbers stand beside the prediction and the rival's, to the digits that they deserve."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qedescent.proofs.outcome import Agreement, MeasurementOutcome, Reading, RivalOutcome
from qedescent.proofs.report.claim_text import claim_lines
from qedescent.proofs.report.prose import against, interval, measured, number, relative, typographic, words
from qedescent.proofs.report.readings import Rival, tables, unplaced


def reading(quantity: str, value: float = 2.0, predicted: Any = 2.0, agrees: bool = True, half: float = 0.0) -> Reading:
    return Reading(quantity, value, (value - half, value + half), predicted, agrees)


def _outcome(imagined: Any, readings: list[Reading], *rivals: RivalOutcome) -> Any:
    joined = rivals[0] if len(rivals) == 1 else RivalOutcome("a, b", "", True, (), rivals)
    return replace(imagined.stability(), measurement=MeasurementOutcome(Agreement.AGREES, "", tuple(readings)), rival=joined)


def test_a_rival_of_the_same_numbers_stands_in_the_same_rows(imagined: Any):
    own = [reading("bound at α = 0.2, n = 3"), reading("bound at α = 0.9, n = 3"), reading("slope")]
    wrong = RivalOutcome(r"\frac{2}{\lambda}", "a slip", True, (replace(own[0], predicted=3.0, agrees=False),))
    first, second = tables(_outcome(imagined, own, wrong))
    assert [(row.point, row.rival is not None) for row in first.rows] == [("α = 0.2, n = 3", True), ("α = 0.9, n = 3", False)]
    assert (second.quantity, second.rows[0].point, second.rivals) == ("slope", "", ())
    assert first.rivals[0].formula == r"\frac{2}{\lambda}" and first.rivals[0].rejections == 1


def test_a_control_measures_something_else_and_has_rows_of_its_own(imagined: Any):
    control = RivalOutcome(r"\text{another situation}", "", True, (reading("gap", 7.0, 2.0, False),))
    (table,) = tables(_outcome(imagined, [reading("gap")], control))
    ((rival, rows),) = table.controls
    assert (rival.formula, rival.meaning) == ("", "another situation") and not table.has_rival
    assert rows[0].reading.measured == 7.0


def test_several_rivals_stay_apart_and_none_is_lost(imagined: Any):
    own = [reading("a"), reading("b")]
    parts = [RivalOutcome("x", f"of {r.quantity}", True, (replace(r, predicted=(0.0, 1.0), agrees=False),)) for r in own]
    outcome = _outcome(imagined, own, *parts, RivalOutcome("y", "unmeasured", True))
    assert [t.rivals[0].meaning for t in tables(outcome)] == ["of a", "of b"]
    assert tables(outcome)[0].rivals[0].formula == r"\left[x\right]"
    assert [r.meaning for r in unplaced(outcome)] == ["unmeasured"]


def test_a_rival_that_is_a_number_is_shown_as_one(imagined: Any):
    rival = RivalOutcome(r"- \frac{27}{25}, - \frac{23}{25}", "", True, (reading("a", predicted=(-1.08, -0.92), agrees=False),))
    assert tables(_outcome(imagined, [reading("a")], rival))[0].rivals[0].value == "[−1.08, −0.92]"


@pytest.mark.parametrize(
    ("value", "half", "shown"),
    [
        (0.0032426, 0.0055, ("0.0032", "[−0.0023, 0.0087]")),
        (24.00371, 0.0195, ("24.004", "[23.984, 24.023]")),
        (0.5, 0.0, ("0.5", "—")),
        (0.70710678, 1e-9, ("0.70711", "± 10⁻⁹")),
        (1234567.0, 1000.0, ("1.23 × 10⁶", "[1.23 × 10⁶, 1.24 × 10⁶]")),
    ],
)
def test_a_number_has_the_digits_that_its_interval_allows(value: float, half: float, shown: tuple[str, str]):
    r = reading("x", value, half=half)
    assert (measured(r), interval(r)) == shown


def test_two_numbers_that_differ_are_shown_to_differ():
    assert against(1.000001, 1.000002) != number(1.000002) and against(3.0, 2.0) == "3"


@pytest.mark.parametrize(("tolerance", "text"), [(0.005, "0.5 %"), (1e-6, "10⁻⁶"), (2e-9, "2 × 10⁻⁹")])
def test_a_tolerance_is_relative(tolerance: float, text: str):
    assert relative(tolerance) == text


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("descent's", "descent’s"),
        ("(q' - q)² >= 0", "(q' − q)² ≥ 0"),
        ("about -8/27, not x-y or k-th", "about −8/27, not x-y or k-th"),
        ("`constant'", "‘constant'"),
    ],
)
def test_signs_are_printed_as_print_has_them(raw: str, printed: str):
    assert typographic(raw) == printed


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"$\tfrac12\varepsilon^2 g^\top Hg$", "1/2ε² gᵀ Hg"),
        (r"$\sqrt{6/(m+n)}\ne\sqrt\kappa$", "√(6/(m+n))≠√κ"),
        (r"$\hat g_{k+1}\le\frac{a+b}{c}$", "ĝₖ₊₁≤(a+b)/c"),
        (r"$\mathbb{E}\|x\|^2$ is \$5", "E‖x‖² is $5"),
        (r"$\frac{\varepsilon \log{\left(n + 1 \right)}}{3}$", "(ε log(n + 1))/3"),
    ],
)
def test_a_sentence_can_be_read_without_tex(tex: str, plain: str):
    assert words(tex) == plain


def test_a_rival_without_a_formula_is_named_by_its_words(imagined: Any):
    own = [reading("gap")]
    wrong = RivalOutcome(r"\text{turned the wrong way}", "", True, (replace(own[0], measured=5.0, agrees=False),))
    lines = [line for line in claim_lines(_outcome(imagined, own, wrong)) if line.startswith("rival")]
    assert lines == ["rival        turned the wrong way  [rejected]"]


def test_a_rival_shows_its_room_at_the_point_where_it_has_most():
    near, far, standing = (Reading("q", 1.0, (0.9, 1.1), 2.0, agrees, room=room)
                           for agrees, room in ((False, 3.0), (False, 8.0), (True, 50.0)))  # fmt: skip
    assert Rival("", "2", "slip", True, 2, (near, far, standing)).room == 8.0
    assert Rival("", "2", "slip", False, 0, (standing,)).room is None
