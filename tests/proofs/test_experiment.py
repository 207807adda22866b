"""An experiment judges prediction and rival by the same estimates."""

import pytest
from scipy import stats
from sympy import Integer

from qedescent.analytic.notation import n
from qedescent.numeric.evidence import LEVEL, Estimate, exactly
from qedescent.proofs.experiment import Experiment, random_checks, run
from qedescent.proofs.outcome import Agreement


def squares(steps):
    return exactly(steps**2)


def rival_of(rival):
    tried = Experiment("square", squares, predicted=n**2, rival=rival, rival_means="the double", over={n: (3, 4)})
    (outcome,) = run([tried], seed=0)[1]
    return outcome


def test_a_rival_with_a_formula_shows_it():
    assert (rival_of(2 * n).formula, rival_of(2 * n).meaning) == ("2 n", "the double")


@pytest.mark.parametrize("rival", [lambda n: 2 * n, (0, lambda n: 2 * n), (lambda n: 0, Integer(2))])
def test_a_rival_without_a_formula_of_its_own_is_named_by_its_words(rival):
    assert rival_of(rival).formula == r"\text{the double}"
    assert "function" not in rival_of(rival).formula and rival_of(rival).rejected


def test_a_rival_that_fits_everywhere_is_not_rejected():
    assert not rival_of((0, 16)).rejected


def test_an_experiment_without_a_rival_is_refused():
    with pytest.raises(ValueError, match="no rival"):
        run([Experiment("square", squares, predicted=n**2, over={n: (3,)})], seed=0)


def judged(estimate, predicted, rival):
    tried = Experiment("mean", lambda seed: estimate, predicted=predicted, rival=rival, rival_means="slip", random=True)
    measurement, (outcome,) = run([tried], seed=0)
    return measurement.verdict == Agreement.AGREES, outcome.rejected


@pytest.mark.parametrize("rival", [Integer(2), (2, 3), (-3, 0)])
def test_a_rival_is_rejected_by_an_interval_that_lies_wholly_off_it(rival):
    assert judged(Estimate(1.0, 0.9, 1.1), Integer(1), rival) == (True, True)


@pytest.mark.parametrize("rival", [Integer(2), (2, 3), (-3, 0)])
def test_too_few_runs_reject_no_rival(rival):
    assert judged(Estimate(1.0, -1.5, 3.5), Integer(1), rival) == (True, False)
    assert judged(Estimate(1.0, float("-inf"), float("inf")), Integer(1), rival) == (True, False)


def test_what_is_no_number_neither_agrees_nor_rejects():
    lost = float("nan")
    assert judged(Estimate(lost, lost, lost), Integer(1), Integer(2)) == (False, False)
    assert judged(Estimate(lost, lost, lost), (0, 1), (2, 3)) == (False, False)


def test_a_band_holds_the_whole_interval():
    assert judged(Estimate(1.0, 0.9, 1.1), (0.9, 1.1), Integer(2)) == (True, True)
    assert judged(Estimate(1.0, 0.9, 1.2), (0.9, 1.1), Integer(2)) == (False, True)


def test_the_room_is_counted_in_standard_errors():
    half = stats.norm.isf((1 - LEVEL) / 2) / 10  # of an interval whose standard error is 1/10
    mean = Experiment("mean", lambda seed: Estimate(1.0, 1 - half, 1 + half), predicted=(0, 2), rival=Integer(2), random=True)
    measurement, (outcome,) = run([mean], seed=0)
    assert [measurement.readings[0].room, outcome.readings[0].room] == pytest.approx([10 * (1 - half)] * 2)


def test_the_checks_of_a_report_are_counted():
    def tried(**more):
        return Experiment("square", squares, predicted=n**2, rival=Integer(2), over={n: (3, 4)}, **more)

    assert random_checks([tried(random=True), tried(), tried(random=True, control=squares)]) == 3 + 4
