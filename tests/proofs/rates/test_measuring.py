"""What a measured rate says: the four known traps are named for what they are, and a broken theorem is seen."""

from dataclasses import replace
from functools import cache

import pytest

from qedescent.proofs.rates.measuring import Rate, measured
from qedescent.proofs.rates.optimizers import optimizer
from qedescent.proofs.rates.outputs import output
from qedescent.proofs.rates.plan import Plan, refuse_impossible
from qedescent.proofs.rates.problems import problem
from qedescent.proofs.rates.promises import Theorem
from qedescent.proofs.rates.reading import Drift, drift, notes
from qedescent.proofs.rates.schedules import schedule
from qedescent.proofs.rates.telling import lines
from qedescent.proofs.rates.theorems import THEOREMS


def plan(rule: str, of: str, steps: str, out: str = "last", runs: int = 4096, K: int = 4096, seed: int = 5) -> Plan:
    return Plan(optimizer(rule, {}), problem(of), schedule(steps), output(out), runs, K, seed)


@cache
def rate(*asked) -> Rate:
    return measured(plan(*asked), THEOREMS)


def claims(found: Rate) -> list[str]:
    return sorted(x.theorem.claim or x.theorem.source for x in found.applying)


def noted(found: Rate, words: str) -> bool:
    return any(words in note for note in notes(found))


def test_the_mean_on_a_symmetric_kink_is_no_rate_of_a_class():
    found = rate("sgd", "sharp", "1/sqrt-k", "average")
    assert found.exponent and found.exponent.high < -0.85
    assert drift(found) == Drift.FALLS and not found.applying
    assert noted(found, "two sides of a symmetric kink cancel") and noted(found, "No theorem known here promises")


def test_an_asymmetric_kink_is_not_taken_for_a_symmetric_one():
    found = rate("sgd", "sharp:left=3", "1/sqrt-k", "average", 1000, 1024)
    assert noted(found, "shifted by a multiple of the step size") and not noted(found, "cancel")


def test_the_floor_of_a_parabola_is_named_and_proves_nothing_of_a_class():
    found = rate("sgd", "quadratic", "1/sqrt-k")
    assert found.exponent and -0.56 < found.exponent.value < -0.47
    assert claims(found) == ["sgd-schedule-closed-forms"] and noted(found, "shows its noise floor")


def test_a_logarithm_is_not_taken_for_a_power():
    found = rate("sgd", "box", "1/k", "average")
    assert found.exponent and -0.95 < found.exponent.low and found.exponent.high < -0.87, "as a power it is near -1"
    assert drift(found) == Drift.RISES and claims(found) == ["sgd-uniform-average-log"]
    assert noted(found, "of order ln k/k, and the fitted exponent is none")


def test_the_weighted_mean_of_the_same_problem_keeps_no_logarithm():
    found = rate("sgd", "box", "strongly-convex:mu=1", "weighted", 16_384)
    assert drift(found) == Drift.FLAT and not noted(found, "logarithm") and claims(found) == ["sgd-strongly-convex-upper"]


def test_steps_that_are_too_short_are_said_to_be_so():
    found = rate("sgd", "quadratic", "0.25/k")
    assert found.exponent and abs(found.exponent.value + 0.5) < 0.03 and found.power == pytest.approx(0.5)
    assert claims(found) == ["sgd-c-over-k-phase-transition"] and noted(found, "k^-0.5 only")
    assert not noted(rate("sgd", "quadratic", "0.75/k", "last", 1000, 512), "only")


def test_on_the_hard_pair_every_horizon_has_runs_of_its_own():
    found = rate("sgd", "linear-pair", "1/sqrt-K", "average", 4096, 1024)
    assert found.exponent and found.exponent.low < -0.5 < found.exponent.high
    assert claims(found) == ["sgd-convex-lower-sqrt", "sgd-convex-upper-sqrt"] and not found.broken
    assert all(0.5 < c.value < 0.62 for c in found.constants)


def divided(by: float) -> tuple[Theorem, ...]:
    """The theorems, with the bound RG/√K made so many times smaller."""
    wrong = "sgd-convex-upper-sqrt"
    return tuple(
        replace(t, promises=tuple(replace(p, scale=lambda s, p=p: p.scale(s) / by) for p in t.promises)) if t.claim == wrong else t
        for t in THEOREMS
    )


def test_a_bound_that_is_half_of_the_theorem_s_is_broken_and_said_loudly():
    found = measured(plan("sgd", "linear-pair", "1/sqrt-K", "average", 4096, 1024), divided(by=2))
    assert [x.theorem.claim for x in found.broken] == ["sgd-convex-upper-sqrt"]
    told = "\n".join(lines(found))
    assert "BROKEN" in told and "CONTRADICTS" in told
    assert "BROKEN" not in "\n".join(lines(rate("sgd", "linear-pair", "1/sqrt-K", "average", 4096, 1024)))


def test_too_few_runs_judge_nothing():
    few, enough = (measured(plan("sgd", "linear-pair", "1/sqrt-K", "average", runs, 256), divided(by=4)) for runs in (900, 1000))
    assert not few.broken and any("Not judged" in line for line in lines(few))
    assert enough.broken and not any("Not judged" in line for line in lines(enough))


def test_an_exact_promise_is_broken_from_both_sides():
    for factor in (0.8, 1.25):
        wrong = tuple(
            replace(t, promises=tuple(replace(p, scale=lambda s, p=p, f=factor: f * p.scale(s)) for p in t.promises))
            for t in THEOREMS if t.claim == "sgd-strongly-convex-lower-exact"
        )  # fmt: skip
        assert measured(plan("sgd", "quadratic", "1/k", "last", 4096, 256), wrong).broken
    assert not rate("sgd", "quadratic", "1/k", "last", 4096, 256).broken


@pytest.mark.parametrize("seed", range(5))
def test_true_theorems_are_not_broken_whatever_the_seed(seed):
    for asked in (("quadratic", "1/k"), ("quadratic:start=2", "0.1"), ("quadratic", "0.5/k"), ("quadratic", "0.3/k")):
        assert not rate("sgd", *asked, "last", 1000, 256, seed).broken


def test_runs_that_are_lost_are_recorded_with_their_step():
    found = rate("sgd", "quadratic", "3", "last", 64, 2048)
    assert found.diverged == 64 and found.diverged_step and 1000 < found.diverged_step < 1100
    assert found.exponent is None and found.unbounded and not found.broken
    assert any("64 of 64 runs diverged, the first at step" in line for line in lines(found))


def test_runs_that_do_not_move_have_no_exponent():
    found = rate("sgd", "quadratic:noise=0", "1/k", "last", 2, 64)
    assert found.exponent is None and any("the mean excess error is 0" in line for line in lines(found))


@pytest.mark.parametrize(
    "asked", [("sgd", "sharp", "1/sqrt-k", "average"), ("sgd", "quadratic", "0.25/k"), ("sgd", "box", "1/k", "average")]
)
def test_the_lines_fit_on_80_columns(asked):
    assert max(len(line) for line in lines(rate(*asked), all_theorems=True)) <= 80


def test_the_same_seed_gives_the_same_numbers_whatever_the_threads():
    one, two = (measured(replace(plan("sgd", "sharp", "1/k", runs=5000, K=64), threads=n), THEOREMS) for n in (1, 2))
    assert one.constants == two.constants
    assert one.constants != rate("sgd", "sharp", "1/k", "last", 5000, 64, 6).constants


@pytest.mark.parametrize(
    "change, words",
    [
        ({"runs": 1}, "two runs or more"),
        ({"runs": 0}, "two runs or more"),
        ({"steps": 10**12}, "between 1 and"),
        ({"steps": 0}, "between 1 and"),
        ({"runs": 10**8}, "do not fit into memory"),
        ({"first": 5000}, "lies after the last step"),
        ({"power": float("nan")}, "power of k"),
        ({"problem": problem("last-iterate")}, "2048 steps at most"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        refuse_impossible(replace(plan("sgd", "quadratic", "1/k"), **change))
