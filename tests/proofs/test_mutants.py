"""Checks that cannot fail are worth nothing: each of these changes to a rule, a loop, a line, a bound or a tolerance is
found out by the check that should find it."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from qedescent import analytic, proofs
from qedescent.analytic.rules import momentum
from qedescent.proofs.chapter.contents import CONTENTS
from qedescent.proofs.claim import read
from qedescent.proofs.experiment import run
from qedescent.proofs.outcome import Agreement, Verdict
from qedescent.proofs.verify import prove

ENTRIES = {e.id: e for e in CONTENTS}


def source_of(package, module):
    return Path(package.__path__[0], *module.split(".")).with_suffix(".py")


@pytest.fixture(autouse=True)
def only_real_modules():
    """Mutants are modules for as long as a test lasts."""
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("mutant_of_"):
            del sys.modules[name]


def mutated(package, module, old, new):
    """The module as it would be with this text changed."""
    path = source_of(package, module)
    text = path.read_text()
    assert text.count(old) >= 1, f"{old!r} is no longer in {path.name}"
    made = ModuleType(f"mutant_of_{path.stem}")
    sys.modules[made.__name__] = made  # dataclasses look their module up
    exec(compile(text.replace(old, new), str(path), "exec"), made.__dict__)
    return made


def claim_with(id_, old, new):
    entry = ENTRIES[id_]
    return read(entry, mutated(proofs, f"chapter.{entry.module}", old, new))


BOUNDS = [
    ("hb-stability-region", "bound = 2 * (1 + α) / λ", "bound = 2 * (1 - α) / λ"),
    ("hb-stability-region", "(ε * λ - (1 - a) ** 2)", "(ε * λ - (1 - a))"),
    ("taylor-step-change", "ε**2 / 2 * dot(g, H(g))", "ε**2 * dot(g, H(g))"),
    ("gd-quadratic-rate", "rate = (L - μ) / (L + μ)", "rate = (L - μ) / (2 * L + μ)"),
    ("optimal-step-quadratic", "best = norm2(g) / dot(g, H(g))", "best = 2 * norm2(g) / dot(g, H(g))"),
    ("sgd-constant-step-floor", "A = 1 - ε * λ", "A = 1 - 2 * ε * λ"),
    ("linear-decay-schedule", "ge(ε(k), last)),\n", "ge(ε(k), first)),\n"),
    ("nesterov-stability", "bound = 2 * (1 + α) / (λ * (1 + 2 * α))", "bound = 2 * (1 + α) / (λ * (1 + 3 * α))"),
    ("rmsprop-update", "ge(ε**2, (1 - ρ) * ", "ge(ε**2, (1 - ρ**2) * "),
]


@pytest.mark.parametrize(("id_", "old", "new"), BOUNDS)
def test_a_wrong_bound_is_not_proved(id_, old, new):
    assert prove(claim_with(id_, old, new)).verdict in (Verdict.UNKNOWN, Verdict.REFUTED)


HYPOTHESES = [
    ("glorot-normalised", "given = (a > 0, ", "given = ("),
    ("hb-stability-region", "given = (λ > 0,)", "given = (λ >= 0,)"),
    ("sgd-constant-step-floor", "    independent(ξ, θ),\n", ""),
    ("excess-error", "given = (forall(x, ge(J(x), least)),)", "given = (forall(x, ge(J(x), 2 * least)),)"),
]


@pytest.mark.parametrize(("id_", "old", "new"), HYPOTHESES)
def test_without_a_hypothesis_the_claim_is_not_proved(id_, old, new):
    assert prove(claim_with(id_, old, new)).verdict in (Verdict.UNKNOWN, Verdict.REFUTED)


LINES = [
    ("taylor-step-change", "p.instance(linear, {x: θ, a: -ε, y: g})", "p.instance(linear, {x: θ, a: ε, y: g})"),
    ("sgd-constant-step-floor", "show_limit(p, limit, start + floor, A**2,", "show_limit(p, limit, start - floor, A**2,"),
]


@pytest.mark.parametrize(("id_", "old", "new"), LINES)
def test_a_wrong_line_ends_the_proof(id_, old, new):
    assert prove(claim_with(id_, old, new)).verdict == Verdict.UNKNOWN


def test_a_rule_whose_sign_is_wrong_has_another_polynomial():
    wrong = mutated(analytic, "rules.momentum", "α * v - ε * g", "α * v + ε * g").momentum
    from qedescent.analytic.quadratic import characteristic_polynomial

    assert characteristic_polynomial(wrong) != characteristic_polynomial(momentum)


MEASUREMENTS = [
    ("glorot-normalised", "half_width = sqrt(3 * normalised)", "half_width = sqrt(4 * normalised)"),
    ("sgd-constant-step-floor", "noisy_sgd(step_size, curvature, noise_scale, seed):\n    return measured_variance(SGD(step_size)",
     "noisy_sgd(step_size, curvature, noise_scale, seed):\n    return measured_variance(SGD(step_size / 2)"),
    ("gd-quadratic-rate", "return contraction(SGD(step_size)", "return contraction(SGD(1.1 * step_size)"),
    ("linear-decay-schedule", "linear_decay(1.0, 0.01, 100)(steps)", "linear_decay(1.0, 0.02, 100)(steps)"),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "old", "new"), MEASUREMENTS)
def test_code_that_does_something_else_disagrees(id_, old, new):
    measurement, _ = run(claim_with(id_, old, new).experiments, seed=0)
    assert measurement.verdict == Agreement.DISAGREES


TOLERANCES = [
    ("taylor-step-change", "tolerance=1e-12", "tolerance=10.0"),
    ("gd-quadratic-rate", "tolerance=1e-9", "tolerance=0.9"),
    ("optimal-step-quadratic", "tolerance=1e-6", "tolerance=2.0"),
    ("sgd-constant-step-floor", "RUNS = runs_for_variance(0.95)", "RUNS = 600"),
]


@pytest.mark.parametrize(("id_", "old", "new"), TOLERANCES)
def test_a_tolerance_wide_enough_for_the_rival_is_noticed(id_, old, new):
    _, rivals = run(claim_with(id_, old, new).experiments, seed=0)
    assert not all(r.rejected for r in rivals)
