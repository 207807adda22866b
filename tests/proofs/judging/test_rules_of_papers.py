"""Rules of papers can be judged: |g|, max and fractional powers are read, numbers from floats are decimals, decays are found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sympy import Abs, Max, Min, Rational, Symbol, sqrt

from qedescent.analytic.notation import g, s, t, δ, ε, θ, λ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule
from qedescent.analytic.rules import PAPERS, adamw, nadam, sgd
from qedescent.proofs.judging import judgment
from qedescent.proofs.judging.expressions import as_functions, in_decimals, reading_of
from qedescent.proofs.judging.induction import CheckerRefused
from qedescent.proofs.judging.judgment import Judgment, judge
from qedescent.proofs.judging.writing import shown
from qedescent.proofs.lifting.recording import term_of
from qedescent.proofs.questions import named

wd, u = Symbol("wd", real=True), Symbol("u", real=True)


def judged(code: Any, book: UpdateRule) -> Judgment:
    reading = reading_of(code) if isinstance(code, UpdateRule) else code
    return judge(reading, reading_of(book), "the code", "the rule")


def altered(rule: UpdateRule, last: Any, **changes: Any) -> UpdateRule:
    """The rule with another last assignment."""
    return replace(rule, assignments=(*rule.assignments[:-1], last), **changes)


@pytest.mark.parametrize(("e", "text"), [
    (Abs(g), "abs(g)"), (Max(u, Abs(g)), "max(abs(g), u)"), (Min(g, u, s), "min(min(g, s), u)"), (g ** (t / 250), "pow(g, t/250)"),
    (g ** Rational(1, 3), "pow(g, 1/3)"), (sqrt(g), "√(g)"), (g**-2, "1/g²"), (1 / sqrt(g), "1/√(g)"), (g**t, "g^t"),
    (ρ1 ** (t + 1), "ρ₁^(t + 1)"),
])  # fmt: skip
def test_functions_that_the_kernel_does_not_know_have_names(e: Any, text: str):
    assert shown(as_functions(e)) == text


@pytest.mark.parametrize("rule", PAPERS, ids=lambda rule: rule.name)
def test_a_papers_rule_is_itself(rule: UpdateRule):
    assert judged(rule, rule).relation == "IDENTICAL"


def test_a_number_from_a_float_is_the_decimal_that_the_code_says():
    assert in_decimals(["*", term_of(0.96), term_of(1e-8), term_of(0.5)]) == ["*", ["/", 24, 25], ["/", 1, 10**8], ["/", 1, 2]]
    tenth = altered(sgd, (θ, θ - ε * g / 10))
    for number, is_a_tenth in ((0.1, True), (0.1 + 1e-15, False)):
        code = replace(reading_of(sgd), after={"θ": ["-", "θ", ["*", "ε", term_of(number), "g"]]})
        found = judged(code, tenth)
        assert (found.relation == "IDENTICAL" and not found.setting) == is_a_tenth


def test_nadam_in_floats_is_dozats():
    def floats(data: Any) -> Any:
        if data == ["/", 24, 25]:
            return term_of(0.96)
        return [floats(x) for x in data] if isinstance(data, list) else data

    code = reading_of(nadam)
    assert judged(replace(code, after={x: floats(f) for x, f in code.after.items()}), nadam).relation == "IDENTICAL"
    faster = replace(code, after={x: _faster(f) for x, f in code.after.items()})
    assert judged(faster, nadam).relation == "DIFFERENT"


def _faster(data: Any) -> Any:
    """Keras's schedule: 0.96 to the power t itself."""
    if isinstance(data, list) and data[:2] == ["apply", "pow"]:
        return [*data[:3], ["*", 250, data[3]]]
    return [_faster(x) for x in data] if isinstance(data, list) else data


STEP = ε * (s / (1 - ρ1**t)) / (sqrt(Symbol("r", real=True) / (1 - ρ2**t)) + δ)
DECAYED = {"parameters": (ε, ρ1, ρ2, δ, wd)}


def test_a_decay_times_the_step_size_is_the_papers_decay():
    found = judged(altered(adamw, (θ, θ - STEP - ε * wd * θ), **DECAYED), adamw)
    assert found.unconditional and {p: shown(e) for p, e in found.setting.items()} == {"λ": "wd·ε"}


def test_a_decay_and_a_small_constant_are_found_together():
    r = Symbol("r", real=True)
    hat = ε * sqrt(1 - ρ2**t) / (1 - ρ1**t) * s / (sqrt(r) + δ)
    found = judged(altered(adamw, (θ, θ - hat - ε * wd * θ), **DECAYED), adamw)
    assert {p: shown(e) for p, e in found.setting.items()} == {"δ": "δ/√(1 - ρ₂^t)", "λ": "wd·ε"}
    assert found.relation == "EQUIVALENT" and found.moves == ("δ",)


@pytest.mark.parametrize("decay", [λ * θ * g, λ * θ**2, λ], ids=["with the gradient", "squared", "constant"])
def test_another_decay_is_different(decay: Any):
    assert judged(altered(adamw, (θ, θ - STEP - decay)), adamw).relation == "DIFFERENT"


def divided_twice() -> Any:
    """torch.optim.Adam with eps=0: a quotient of roots stands in a denominator."""
    adam = named("adam")
    read = reading_of(replace(adam, parameters=(ε, ρ1, ρ2), assignments=(*adam.assignments[:-1], (θ, θ))))
    new = {x: read.after[x] for x in ("s", "r")}
    root = ["+", ["/", ["sqrt", new["r"]], ["sqrt", ["-", 1, ["^", "ρ2", "t"]]]], 0]
    step = ["*", ["/", "ε", ["-", 1, ["^", "ρ1", "t"]]], ["/", new["s"], root]]
    return replace(read, after={**new, "θ": ["-", "θ", step]})


def test_a_quotient_may_stand_in_a_denominator():
    found = judged(divided_twice(), named("adam"))
    assert found.relation == "IDENTICAL" and {p: shown(e) for p, e in found.setting.items()} == {"δ": "0"}


def test_what_only_the_checker_refused_is_not_called_different(monkeypatch: pytest.MonkeyPatch):
    def refuse(_: Any) -> Any:
        raise CheckerRefused("a denominator may be zero")

    monkeypatch.setattr(judgment, "accepted", refuse)
    found = judged(divided_twice(), named("adam"))
    assert found.relation == "UNDECIDED" and "denominator" in found.why
