"""Optimizers with a slip are told from the rule that they pretend to be, right ones are not, and both by running the very code.

What each truly is stands beside it in altered/. No judgment is believed here: a case that tells two apart is run through both
programs, the optimizer and the rule's own, and an equivalence is followed for twelve steps under schedules that keep its
condition, and under schedules that break it.
"""

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from sympy import Symbol

from qedescent.analytic.notation import k
from qedescent.proofs import assert_implements, book, explain
from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.judging.judgment import Relation
from qedescent.proofs.judging.plain_data import data
from qedescent.proofs.lifting.targets import target_of

pytestmark = pytest.mark.filterwarnings("ignore")
_spec = importlib.util.spec_from_file_location("catalogue", Path(__file__).with_name("altered") / "catalogue.py")
assert _spec is not None and _spec.loader is not None
catalogue = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(catalogue)

ALTERED, RIGHT = list(catalogue.rows("ALTERED")), list(catalogue.rows("RIGHT"))
every = {row.code.__name__: row for row in reversed(ALTERED)}  # in NumPy, where a name comes twice


def ask(row):
    """The row, what `explain` says of it, and the two programs."""
    like = catalogue.reference(row.rule) or getattr(book, row.rule)
    found = explain(row.code, like, **row.words)
    code, rule = target_of(row.code, **row.words), catalogue.program(row.rule)
    return SimpleNamespace(row=row, found=found, j=found.judgment, code=code, rule=rule)


@pytest.mark.parametrize("row", ALTERED, ids=lambda row: row.name)
def test_a_slip_is_caught_or_shown_to_be_none(row):
    asked = ask(row)
    told = as_stated(asked) if asked.row.truth is not None else asked.j.relation == Relation.DIFFERENT
    assert told, str(asked.found)
    if asked.j.relation == Relation.DIFFERENT:
        parts_as_told(asked, asked.j.partings[0])
    else:
        holds_as_told(asked)


@pytest.mark.parametrize("row", RIGHT, ids=lambda row: row.name)
def test_a_right_optimizer_is_not_called_wrong(row):
    asked = ask(row)
    assert asked.j.relation != Relation.DIFFERENT, str(asked.found)
    assert as_stated(asked), str(asked.found)
    if asked.j.relation != Relation.UNDECIDED:
        holds_as_told(asked)


def as_stated(asked):
    """Is the relation, with what must be held, reset or moved, the one that stands beside the optimizer?"""
    told, truth = data(asked.j), asked.row.truth
    if asked.j.relation not in (Relation.IDENTICAL, Relation.EQUIVALENT):
        return told["relation"] in truth.get("or", ())
    same = (asked.j.held, set(asked.j.moves)) == (truth.get("held", ()), set(truth.get("moves", ())))
    return same and truth.get("setting", told["setting"]) == told["setting"]


def parts_as_told(asked, parting):
    """Both programs, run through the case, arrive where the judgment says, and not at the same place."""
    case = parting.case
    schedule = [{x: float(v) for x, v in step.items()} for step in case.hyperparameters]
    at_queries = parting.what != "θ"
    if at_queries:
        schedule.append(schedule[-1])  # whose gradient is asked for, and not used
    gradients = [*map(float, case.gradients), *([0.0] if at_queries else [])]
    ends = []
    for target, told in ((asked.code, case.code), (asked.rule, case.book)):
        resets = reset(asked, schedule) if target is asked.rule and asked.j.relation != Relation.DIFFERENT else schedule
        ran = run(target, gradients, resets, float(case.start))
        ends.append(float(ran.queries[case.step, 0] if at_queries else ran.points[case.step, 0]))
        assert ends[-1] == pytest.approx(float(told), rel=1e-12, abs=1e-12)
    assert abs(ends[0] - ends[1]) > 1e-9


GRADIENTS = (0.8, -0.3, 0.4, 0.1, -0.5, 0.9, -0.2, 0.6, -0.5, 0.3, -0.7, 0.2)
USUAL = {"ε": 0.1, "α": 0.8, "ρ": 0.9, "ρ1": 0.7, "ρ2": 0.95, "δ": 0.01, "wd": 0.02, "τ": 0.3}
WAVE = (1.0, 0.9, 1.05, 0.8, 1.02, 0.95, 1.04, 0.7, 1.0, 0.96, 1.03, 0.9)


def schedule_of(asked, moving):
    return [
        {x: USUAL[x] * (w if x in moving else 1.0) for x in {*asked.code.parameters, *asked.rule.parameters}} for w in WAVE
    ]


def holds_as_told(asked):
    """The same points of the gradient, and the same iterates if so told, while the condition is kept; apart where it is broken."""
    j, letters = asked.j, asked.code.parameters
    assert checked(certificate_bytes(dict(j.proof)))["verdict"] == "PROVED"
    free = schedule_of(asked, [x for x in letters if x not in j.held])
    assert gap(asked, free, reset(asked, free, every_step=True)) < 1e-12
    for x in j.held:
        broken = schedule_of(asked, [x])
        assert gap(asked, broken, reset(asked, broken, every_step=True)) > 1e-6
    if j.moves:
        constant = schedule_of(asked, [])
        assert gap(asked, constant, reset(asked, constant, every_step=False)) > 1e-6
    for parting in j.partings if not j.moves else ():
        parts_as_told(asked, parting)


def reset(asked, schedule, every_step=True):
    """The schedule with the rule's hyperparameters as the judgment sets them; what would move is left where it was after the
    first step unless it is set anew at every step."""
    made = []
    for i, step in enumerate(schedule):
        own = {Symbol(x, real=True): v for x, v in step.items()} | {k: i if every_step else 0}
        made.append({**step, **{p: float(e.xreplace(own)) for p, e in asked.j.setting.items()}})
    return made


def gap(asked, schedule, own):
    """The largest distance, relative to the size of the path, of what is told to be the same."""
    code, rule = run(asked.code, GRADIENTS, schedule, 0.75), run(asked.rule, GRADIENTS, own, 0.75)
    pairs = [(code.queries, rule.queries)]
    if asked.j.notion == "the same iterates":
        pairs.append((code.points, rule.points))
    return max(float(np.max(np.abs(a - b)) / np.max(np.abs(b))) for a, b in pairs)


def run(target, gradients, schedule, start):
    rows = [{x: step[x] for x in target.parameters} for step in schedule]
    return target.run(np.array(gradients, float)[:, None], rows, np.array([start]))


def test_a_case_that_is_not_so_is_found_out():
    asked = ask(every["old_velocity_used"])
    (parting,) = asked.j.partings
    parts_as_told(asked, parting)
    for slip in ({"code": parting.case.book}, {"book": parting.case.code}, {"code": f"{float(parting.case.code) + 1e-9}"}):
        with pytest.raises(AssertionError):
            parts_as_told(asked, replace(parting, case=replace(parting.case, **slip)))


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("rate_outside", {"held": ()}),
        ("rate_outside", {"held": ("α", "ε")}),
        ("ahead_stored", {"change": None, "relation": Relation.IDENTICAL}),
        ("average_from_one", {"setting": {}}),
        ("average_for_sum_inside", {"setting": {}}),
    ],
)
def test_an_equivalence_that_is_not_so_is_found_out(name, slip):
    asked = ask(every[name])
    holds_as_told(asked)
    asked.j = replace(asked.j, **slip)
    with pytest.raises(AssertionError):
        holds_as_told(asked)


def test_there_are_enough_of_both():
    assert len({row.name for row in ALTERED}) >= 100 and len({row.name for row in RIGHT}) >= 20


WRONG = {  # what an assertion that fails must say
    "sign_lost": ["residual       2·g·ε", "smallest case  g = 1"],
    "old_velocity_used": ["residual", "smallest case"],
    "ahead_stored_with_the_wrong_sign": ["residual", "smallest case"],
    "summed_root_lost": ["residual", "smallest case"],
    "small_constant_outside": ["residual", "smallest case", "nearest        with δ = 0"],
    "one_step_ahead": ["residual", "smallest case"],
    "largest_second": ["smallest case"],
    "rate_outside": ["it is so only up_to='change of variables'", "when ε is constant", "residual", "smallest case"],
    "ahead_stored": ["it is so only up_to='change of variables'", "when α is constant", "residual", "smallest case"],
    "constant_before_the_correction": ["δ = δ/√(1 - ρ₂^t) changes from step to step", "residual", "smallest case"],
    "rate_squared": ["with the rule's ε = ε²", "it is so only up_to='change of variables and constants'"],
}
@pytest.mark.parametrize("name", WRONG)
def test_an_assertion_that_fails_explains(name):
    row = every[name]
    with pytest.raises(AssertionError) as raised:
        assert_implements(row.code, getattr(book, row.rule), **row.words)
    said = str(raised.value)
    assert "it computes" in said and "the rule" in said
    assert [text for text in WRONG[name] if text not in said] == [], said
