"""The hypotheses of every claim on stochastic gradient descent hold somewhere, and its conclusions hold there, too."""

from fractions import Fraction

import pytest
from evaluator import NotEvaluable, true  # pyright: ignore[reportMissingImports]
from sgd_models import MODELS, steps_c_over_k

from qedescent.proofs.chapter.contents import CONTENTS
from qedescent.proofs.claim import load
from qedescent.proofs.language.formulas import formula

ENTRIES = {e.id: e for e in CONTENTS}
UNKNOWN = (NotEvaluable, KeyError, IndexError)  # an irrational number, ln, Γ or Φ, an index beyond the few that are modelled


def supposes_all_reals(data):
    """Whether a premise quantifies over the reals: a few of them would not do."""
    if not isinstance(data, list) or not data:
        return False
    premises = data[2] if data[0] == "forall" else []
    return any("'real'" in str(q) for q in premises) or any(map(supposes_all_reals, data))


def evaluated(statements, world):
    """The truth of those that have an exact value."""
    found = []
    for f in (s for s in statements if not supposes_all_reals(s.data)):
        try:
            found.append((f.data, true(f.data, world)))
        except UNKNOWN:
            continue
    return found


def test_every_proved_claim_of_the_folder_has_a_model():
    folder = {e.id for e in CONTENTS if e.module.startswith("stochastic_gradient_descent.")}
    proved = {i for i in folder if load(ENTRIES[i]).proof and not i.endswith("-code")}
    assert proved == set(MODELS)


@pytest.mark.parametrize("id_", MODELS)
def test_the_hypotheses_hold_in_a_concrete_world(id_):
    world = MODELS[id_]()
    given = [formula(g) for g in load(ENTRIES[id_]).given]
    assert [f.data for f in given if not true(f.data, world)] == []


@pytest.mark.parametrize("id_", MODELS)
def test_what_can_be_evaluated_of_the_conclusion_holds_there(id_):
    found = evaluated(load(ENTRIES[id_]).conclusion, MODELS[id_]())
    assert found and [data for data, holds in found if not holds] == []


def test_a_world_in_which_a_hypothesis_fails_is_noticed():
    world = MODELS["sgd-constant-step-floor"]().having({"σ": [Fraction(2)]})
    assert not all(true(formula(g).data, world) for g in load(ENTRIES["sgd-constant-step-floor"]).given)


def test_a_conclusion_that_is_too_strong_is_noticed():
    claim, world = load(ENTRIES["sgd-sharp-minimum-floor"]), MODELS["sgd-sharp-minimum-floor"]()
    assert not all(holds for _, holds in evaluated(claim.conclusion, world.having({"σ": [Fraction(1, 2)]})))


def test_the_dice_at_the_boundary_obey_the_axioms_of_uniform_noise():
    world = MODELS["sgd-uniform-average-log"]()
    assert all(true(a.statement.data, world) for a in load(ENTRIES["sgd-uniform-average-log"]).axioms)


@pytest.mark.parametrize("p", ["1/5", "1/2", "3/4", "1", "2"])
def test_every_regime_of_steps_c_over_k_has_a_model(p):
    claim, world = load(ENTRIES["sgd-c-over-k-phase-transition"]), steps_c_over_k(Fraction(p))
    assert all(true(formula(g).data, world) for g in claim.given)
    assert all(holds for _, holds in evaluated(claim.conclusion, world))
