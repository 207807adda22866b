"""An author writes a rule once; its names are its letters, and an optimizer's arguments may be called by them."""

import numpy as np
import pytest

from qedescent.proofs import assert_implements, book, explain, rule, sign
from qedescent.proofs.lifting.letters import own_letters
from qedescent.proofs.lifting.usual import symbols


@rule
def lion(theta, g, m=0, *, lr, b1, b2, wd):
    step = sign(b1 * m + (1 - b1) * g) + wd * theta
    return theta - lr * step, b2 * m + (1 - b2) * g


@rule
def softened(theta, g, *, lr, eps):
    return theta - lr * g / (abs(g) + eps)


class Softened:
    def __init__(self, lr=0.1, eps=1e-8):
        self.lr, self.eps = lr, eps

    def start(self, theta):
        return {}

    def step(self, theta, state, gradient, k):
        g = gradient(theta)
        theta -= self.lr * g / (np.abs(g) + self.eps)


class Hard(Softened):
    def step(self, theta, state, gradient, k):
        g = gradient(theta)
        theta -= self.lr * g / np.sqrt(g * g + self.eps)


def test_a_rate_is_ε_and_eps_beside_it_is_δ():
    assert softened.letters == {"lr": "ε", "eps": "δ"} and softened.reading.parameters == ("ε", "δ")
    assert own_letters(["eps", "rho1"]) == {"eps": "ε", "rho1": "ρ1"}
    assert own_letters(["step_size", "epsilon"]) == {"step_size": "ε", "epsilon": "δ"}


@pytest.mark.parametrize("names", [("lr", "eps", "delta"), ("lr", "learning_rate"), ("rho1", "rho_1"), ("alpha", "α")])
def test_two_names_for_one_letter_are_an_error_that_names_both(names):
    with pytest.raises(ValueError, match="would both be") as raised:
        own_letters(names)
    assert repr(names[-1]) in str(raised.value)


def test_a_rule_with_two_names_for_one_letter_is_refused():
    with pytest.raises(ValueError, match="'eps' and 'delta' would both be δ"):

        @rule
        def confused(theta, g, *, lr, eps, delta):
            return theta - lr * g / (abs(g) + eps + delta)


@pytest.mark.parametrize("words", [{"lr": "lr", "eps": "eps"}, {"lr": "lr", "eps": "delta"}, {}])
def test_an_optimizers_arguments_are_called_by_the_rules_names_its_letters_or_not_at_all(words):
    assert_implements(Softened, softened, **words)
    with pytest.raises(AssertionError, match="is not softened"):
        assert_implements(Hard, softened, **words)


def test_a_word_beside_an_authors_rule_is_first_of_all_the_rules_name():
    with pytest.raises(ValueError, match="both δ"):
        explain(Softened, softened, lr="eps", eps="delta")


def test_beside_the_book_lr_and_eps_said_together_are_ε_and_δ():
    from qedescent.numeric.optimizers import AdaGrad

    assert_implements(AdaGrad, book.adagrad, step_size="lr", small_constant="eps")
    with pytest.raises(AssertionError):
        assert_implements(AdaGrad, book.rmsprop, step_size="lr", small_constant="eps", up_to="change of variables")


def test_words_that_still_meet_in_one_letter_are_an_error():
    with pytest.raises(ValueError, match="both ε: give one of them another letter"):
        explain(Softened, book.sgd, lr="lr", eps="learning_rate")


def test_usual_arguments_take_the_letters_of_the_authors_rule():
    def lion_again(theta, g, m=0, *, learning_rate, beta1, beta2, wd):
        decayed = theta - learning_rate * wd * theta
        return decayed - learning_rate * sign(g - beta1 * (g - m)), m + (1 - beta2) * (g - m)

    assert_implements(lion_again, lion)
    assert symbols(lion_again, {}, lion.letters)["beta1"] == "b1"


def test_usual_arguments_never_share_a_letter_that_was_not_given_to_both():
    def both(theta, g, v=0, *, lr, decay, rho):
        return theta - lr * v, decay * v + rho * g

    found = symbols(both, {})
    assert found == {"lr": "eps", "decay": "rho", "rho": "rho_own"}
    assert len(explain(both).reading.parameters) == 3


def test_memories_that_need_each_others_old_values_make_a_rule():
    @rule
    def two_points(theta, g, x=0, *, lr, beta):
        moved = theta - lr * g
        return moved + beta * (moved - x), moved

    def two_points_again(theta, g, x=0, *, lr, beta):
        return (1 + beta) * (theta - lr * g) - beta * x, theta - lr * g

    assert_implements(two_points_again, two_points)


def test_a_rule_has_its_letters_already():
    with pytest.raises(TypeError, match="has its letters already"):
        explain(lion, book.sgd, lr="eps")
