"""The code is the rule, part by part; code or rule that is a little off is told where."""

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from qedescent import numeric
from qedescent.analytic.notation import g, r, v, α, ε, θ
from qedescent.analytic.rules import adagrad, momentum, nesterov
from qedescent.numeric.optimizers import AdaGrad, Momentum, Nesterov
from qedescent.proofs.chapter.contents import CONTENTS
from qedescent.proofs.claim import load
from qedescent.proofs.lifting.implements import Implementation

CODES = {e.id: load(e) for e in CONTENTS if e.id.endswith("-code")}
MODULES = {i: sys.modules[f"qedescent.proofs.chapter.{c.entry.module}"] for i, c in CODES.items()}
each = pytest.mark.parametrize("id_", CODES)


def signs(id_):
    """The claim's hypotheses other than what the code was recorded to do."""
    claim, recorded = CODES[id_], MODULES[id_].code.recorded
    return [f for f in (*claim.given, *claim.needs) if f not in recorded]


@pytest.fixture
def changed():
    """Compiles an optimizer's file with one piece of text changed."""
    made = []

    def change(module, old, new):
        path = Path(numeric.__path__[0], "optimizers", f"{module}.py")
        text = path.read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
        mutant = ModuleType(f"mutant_of_{module}_{len(made)}")
        sys.modules[mutant.__name__] = mutant  # dataclasses look their module up
        made.append(mutant.__name__)
        exec(compile(text.replace(old, new), str(path), "exec"), mutant.__dict__)
        return mutant

    yield change
    for name in made:
        del sys.modules[name]


def test_all_eight_optimizers_of_the_chapter_are_claimed():
    assert len(CODES) == 8
    from qedescent.analytic.rules import RULES

    assert {id(m.code.rule) for m in MODULES.values()} == {id(rule) for rule in RULES}


@each
def test_the_code_is_the_rule(id_):
    assert MODULES[id_].code.differences(signs(id_)) == []


@each
def test_the_slip_that_the_probe_rejects_is_not_the_code_either(id_):
    module = MODULES[id_]
    slip = replace(module.code, rule=module.slip)
    assert slip.differences(signs(id_)) != []


DRIFTS = [
    ("sgd", "theta -= g", "theta += g", "sgd-code"),
    ("momentum", "velocity -= g", "velocity += g", "momentum-code"),
    ("momentum", "theta += velocity", "theta += velocity - g", "momentum-code"),
    ("nesterov", "gradient(theta + velocity)", "gradient(theta)", "nesterov-code"),
    ("nesterov", "gradient(theta + velocity)", "gradient(theta - velocity)", "nesterov-code"),
    ("adagrad", "accumulated += g * g", "accumulated += g", "adagrad-code"),
    ("adagrad", "(self.small_constant + np.sqrt(accumulated))", "np.sqrt(accumulated + self.small_constant)", "adagrad-code"),
    ("rmsprop", "np.sqrt(self.small_constant + average)", "(np.sqrt(average) + self.small_constant)", "rmsprop-code"),
    ("rmsprop", "(1 - self.decay) * (g * g)", "(g * g)", "rmsprop-code"),
    ("rmsprop_nesterov", "np.sqrt(average)", "average", "rmsprop-nesterov-code"),
    ("adam", "(1 - self.first_decay**k)", "(1 - self.first_decay ** (k + 1))", "adam-code"),
    ("adam", "second / (1 - self.second_decay**k)", "second", "adam-code"),
    ("adam", "(np.sqrt(corrected_second) + self.small_constant)", "np.sqrt(corrected_second + self.small_constant)", "adam-code"),
    ("adam", "first += (1 - self.first_decay) * g", "first += g", "adam-code"),
    ("adadelta", "steps += (1 - self.decay) * (change * change)", "steps += change * change", "adadelta-code"),
    ("adadelta", "change = -np.sqrt(steps", "change = -np.sqrt(gradients", "adadelta-code"),
]  # fmt: skip


@pytest.mark.parametrize(("module", "old", "new", "id_"), DRIFTS)
def test_code_that_drifts_from_the_rule_is_told_apart(changed, module, old, new, id_):
    code = MODULES[id_].code
    drifted = replace(code, make=getattr(changed(module, old, new), code.make.__name__))
    assert drifted.differences(signs(id_)) != []


def test_what_differs_is_named():
    code = Implementation(Momentum, momentum, {"step_size": ε, "momentum": α}, {"velocity": v})
    old_velocity = replace(momentum, assignments=((θ, θ + v), (v, α * v - ε * g)))
    assert replace(code, rule=old_velocity).differences() == ["θ_next"]
    assert replace(code, rule=nesterov).differences() == ["query"]
    assert replace(code, make=Nesterov).differences() == ["query"]


def test_a_start_that_is_not_the_rules_is_noticed():
    code = Implementation(AdaGrad, adagrad, {"step_size": ε}, {"squared_gradient": r})
    assert "r_start" in replace(code, rule=replace(adagrad, state={r: 1})).differences()
