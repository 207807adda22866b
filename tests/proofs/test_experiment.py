"""An experiment judges prediction and rival by the same estimates."""

import pytest
from sympy import Integer

from qedescent.analytic.notation import n
from qedescent.numeric.evidence import exactly
from qedescent.proofs.experiment import Experiment, run


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
