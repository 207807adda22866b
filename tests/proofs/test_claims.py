"""Every claim of the chapter: it proves, ends in its own conclusion, assumes only its own hypotheses, is measured on three
seeds and rejects its rival."""

from importlib import import_module

import pytest

from qedescent.proofs.chapter.contents import CONTENTS, SECTIONS
from qedescent.proofs.claim import load
from qedescent.proofs.experiment import run
from qedescent.proofs.language.formulas import formula
from qedescent.proofs.outcome import Agreement, Verdict
from qedescent.proofs.verify import prove

SLICE = """taylor-step-change optimal-step-quadratic gd-quadratic-rate lr-oscillation-thresholds momentum-update-unrolled
momentum-is-not-an-average terminal-velocity one-over-one-minus-alpha hb-stability-region hb-polyak-optimum hb-transient
hb-stationary-variance momentum-figure-8-5 hb-no-global-acceleration nesterov-update nesterov-stability
nesterov-quadratic-rate sgd-constant-step-floor linear-decay-schedule excess-error sgd-convex-upper-sqrt
sgd-convex-lower-sqrt sgd-fixed-function-exponents sgd-strongly-convex-upper sgd-strongly-convex-lower-exact
sgd-uniform-average-log sgd-c-over-k-phase-transition sgd-schedule-closed-forms adagrad-update rmsprop-update adam-update
adam-bias-correction adam-step-bound glorot-normalised""".split()
CODES = """sgd-code momentum-code nesterov-code adagrad-code rmsprop-code rmsprop-nesterov-code adam-code
adadelta-code""".split()
ERRATA = ["linear-decay-as-printed", "terminal-velocity-as-printed", "glorot-as-printed", "adagrad-as-printed"]

each = pytest.mark.parametrize("entry", CONTENTS, ids=lambda e: e.id)


def test_every_claim_of_the_slice_is_in_the_contents():
    assert {*SLICE, *CODES, *ERRATA} <= {e.id for e in CONTENTS}


def test_ids_are_unique_and_sections_known():
    assert len({e.id for e in CONTENTS}) == len(CONTENTS)
    assert {e.section for e in CONTENTS} <= {s.number for s in SECTIONS}


@each
def test_the_module_opens_with_the_claims_title(entry):
    module = import_module(f"qedescent.proofs.chapter.{entry.module}")
    assert (module.__doc__ or "").strip() == entry.title


@each
def test_the_claim_reaches_its_verdict_from_its_own_hypotheses_to_its_own_conclusion(entry):
    claim = load(entry)
    outcome = prove(claim)
    assert outcome.verdict == claim.expected, outcome.why
    if outcome.verdict in (Verdict.PROVED, Verdict.CITED) and claim.proof:
        assert outcome.certificate is not None
        (theorem,) = outcome.certificate["theorems"]
        assert theorem["show"] == [f.data for f in claim.conclusion]
        assert theorem["assume"] == [formula(g).data for g in claim.given]
        assert [a.name for a in outcome.axioms] == [a.name for a in claim.axioms]
        assert len(claim.conclusion) > 0
    if outcome.verdict == Verdict.REFUTED:
        assert {"left", "right"} <= set(outcome.witness)
        assert any(e.id == claim.corrected_by for e in CONTENTS)


def relations(data):
    """The equations and inequalities in a formula of the kernel."""
    if isinstance(data, list) and data:
        yield from [data] if data[0] in ("=", ">=") else (r for part in data for r in relations(part))


@each
def test_no_part_of_the_conclusion_says_that_a_term_is_itself(entry):
    """SymPy cancels before the kernel sees a formula, so that a statement can shrink to nothing."""
    said = [r for f in load(entry).conclusion for r in relations(f.data)]
    assert [r for r in said if r[1] == r[2]] == []


@each
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_measurement_agrees_and_rejects_its_rival(entry, seed):
    claim = load(entry)
    if not claim.experiments:
        assert claim.expected == Verdict.REFUTED, "only a refuted formula goes unmeasured"
        return
    measurement, rivals = run(claim.experiments, seed)
    assert measurement.verdict == Agreement.AGREES, measurement.why
    assert rivals and all(r.rejected for r in rivals), [r.meaning for r in rivals if not r.rejected]
