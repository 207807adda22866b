"""What is said of a rule is what its code does when it is run; said of another rule, it would be found out."""

import math
import re
from functools import partial

import numpy as np
import pytest
from scipy.linalg import solve_discrete_lyapunov

from qedescent.analytic.notation import g, v, α, ε, θ
from qedescent.analytic.rule import UpdateRule
from qedescent.numeric.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from qedescent.proofs import book, describe, rule, sign

VALUES = {"ε": 0.07, "α": 0.8, "ρ": 0.9, "ρ₁": 0.9, "ρ₂": 0.97, "δ": 1e-3, "β": 0.8}
LINEAR = {
    "SGD": (book.sgd, lambda ε, α: SGD(ε)),
    "momentum": (book.momentum, Momentum),
    "Nesterov": (book.nesterov, Nesterov),
}
SETTLING = {
    **LINEAR,
    "RMSProp": (book.rmsprop, lambda ε, α: RMSProp(ε, VALUES["ρ"], VALUES["δ"])),
    "Adam": (book.adam, lambda ε, α: Adam(ε, VALUES["ρ₁"], VALUES["ρ₂"], VALUES["δ"])),
}


def number(text, **values):
    """What a formula as it is shown comes to."""
    python = re.sub(r"√", "sqrt", text).replace("·", "*").replace("²", "**2").replace("^", "**")
    return eval(python, {"sqrt": math.sqrt, "abs": abs, "__builtins__": {}}, {**VALUES, **values})


def said(subject):
    return dict(describe(subject).rows)


def one_step(optimizer, state, gradient):
    """(θ, memories) after one step on one coordinate."""
    theta = np.array([state[0]])
    memories = optimizer.start(theta)
    for memory, x in zip(memories.values(), state[1:], strict=True):
        memory[:] = x
    optimizer.step(theta, memories, lambda point: gradient(point), 1)
    return np.array([theta[0], *(m[0] for m in memories.values())])


def matrix_of(optimizer, curvature):
    """The iteration matrix, found by running the code from each unit vector."""
    size = 1 + len(optimizer.start(np.zeros(1)))
    return np.column_stack([one_step(optimizer, e, lambda point: curvature * point) for e in np.eye(size)])


def radius(optimizer, curvature):
    return max(abs(np.linalg.eigvals(matrix_of(optimizer, curvature))))


def settled_step(optimizer, gradient, steps=3000):
    theta = np.zeros(1)
    state = optimizer.start(theta)
    for k in range(1, steps + 1):
        before = theta.copy()
        optimizer.step(theta, state, lambda point: np.array([gradient]), k)
    return float((theta - before)[0])


def right_of_the_effective_step(rows, make):
    text = rows["under a constant gradient"].removeprefix("each step tends to ").partition(", for")[0]
    return all(
        settled_step(make(VALUES["ε"], VALUES["α"]), x) == pytest.approx(number(text, g=x), rel=1e-6) for x in (2.0, -0.01)
    )


def right_of_stability(rows, make):
    """Over step sizes on both sides of every border."""
    margins = [m.removesuffix(" > 0") for m in rows["stable"].removeprefix("exactly for ").split(" and ")]
    for momentum in (0.0, 0.3, 0.6, 0.95):
        for step in np.linspace(0.001, 5.001, 57):
            claimed = all(number(m, ε=step, α=momentum, λ=1.7) > 0 for m in margins)
            if claimed != (radius(make(step, momentum), 1.7) < 1):
                return False
    return True


def right_of_the_rate(rows, make):
    text = rows["rate at λ"]
    for step in (0.05, 0.3, 0.9, 1.1):
        at = partial(number, ε=step, α=0.7, λ=1.3)
        if " where " in text:
            slow, under, fast = re.split(" a step where | < 0, elsewhere ", text)
            claimed = at(slow) if at(under) < 0 else at(fast)
        else:
            claimed = at(text.removesuffix(" a step"))
        if claimed != pytest.approx(radius(make(step, 0.7), 1.3), rel=1e-9):
            return False
    return True


def right_of_the_variance(rows, make):
    text = rows["stationary variance"].removesuffix(" where it is stable")
    for step, momentum, curvature in ((0.1, 0.5, 1.0), (0.3, 0.9, 0.4), (0.9, 0.2, 1.3)):
        optimizer = make(step, momentum)
        a = matrix_of(optimizer, curvature)
        b = one_step(optimizer, np.zeros(len(a)), lambda point, λ=curvature: λ * point + 1.0)
        covariance = solve_discrete_lyapunov(a, 0.25 * np.outer(b, b))
        claimed = number(text, ε=step, α=momentum, λ=curvature, σ=0.5)
        if claimed != pytest.approx(covariance[0, 0], rel=1e-9):
            return False
    return True


CHECKS = [right_of_the_effective_step, right_of_stability, right_of_the_rate, right_of_the_variance]


@pytest.mark.parametrize("check", CHECKS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", LINEAR)
def test_what_is_said_of_a_linear_rule_is_what_its_code_does(name, check):
    subject, make = LINEAR[name]
    assert check(said(subject), make)


@pytest.mark.parametrize("name", ["RMSProp", "Adam"])
def test_the_step_that_memories_settle_at_is_found_by_running(name):
    subject, make = SETTLING[name]
    assert right_of_the_effective_step(said(subject), make)


@pytest.mark.parametrize("check", CHECKS[1:], ids=lambda f: f.__name__)
@pytest.mark.parametrize(("one", "other"), [("SGD", "momentum"), ("momentum", "Nesterov"), ("Nesterov", "momentum")])
def test_what_is_said_of_another_rule_is_found_out(one, other, check):
    assert not check(said(LINEAR[one][0]), LINEAR[other][1])


def test_an_effective_step_that_is_wrong_is_found_out():
    assert not right_of_the_effective_step(said(book.sgd), Momentum)
    assert not right_of_the_effective_step(said(book.rmsprop), SETTLING["Adam"][1])


def worst(make, step, momentum, soft, stiff):
    return max(radius(make(step, momentum), curvature) for curvature in np.linspace(soft, stiff, 25))


@pytest.mark.parametrize("name", LINEAR)
def test_the_best_tuning_has_its_factor_and_none_is_better(name):
    subject, make = LINEAR[name]
    soft, stiff = 0.2, 3.0
    text, _, factor = said(subject)["best on [μ, L]"].partition(": factor ")
    at = {"μ": soft, "L": stiff}
    tuned = {p: number(value, **at) for p, value in (part.split(" = ") for part in text.split(", "))}
    claimed = number(factor.partition(" a step")[0], **at)
    step, momentum = tuned["ε"], tuned.get("α", 0.0)
    assert worst(make, step, momentum, soft, stiff) == pytest.approx(claimed, rel=1e-6)
    others = np.random.default_rng(2).uniform([0.3, 0.0], [1.7, 0.99], (150, 2))
    nearby = np.array([[1 + 0.02 * a, max(momentum + 0.02 * b, 0.0)] for a in (-1, 0, 1) for b in (-1, 0, 1)])
    tried = [worst(make, step * scale, other, soft, stiff) for scale, other in np.vstack([others, nearby])]
    assert min(tried) >= claimed * (1 - 1e-6)


def path(optimizer, gradients, start=0.0):
    theta, points = np.array([start]), []
    state = optimizer.start(theta)
    for k, x in enumerate(gradients, 1):
        optimizer.step(theta, state, lambda point, x=x: np.array([x]), k)
        points.append(theta[0])
    return np.array(points)


GRADIENTS = np.array([3.0, -1.0, 4.0, 1.0, -5.0, 9.0])


@pytest.mark.parametrize(
    ("subject", "make", "words", "times"),
    [
        (book.momentum, lambda δ: Momentum(0.1, 0.9), "the steps are multiplied by c", 64.0),
        (book.adam, lambda δ: Adam(0.1, 0.9, 0.99, δ), "with δ = 0 alone the path stays the same", 1.0),
        (book.adagrad, lambda δ: AdaGrad(0.1, δ), "with δ = 0 alone the path stays the same", 1.0),
        (book.rmsprop, lambda δ: RMSProp(0.1, 0.9, δ), "with δ = 0 alone the path stays the same", 1.0),
    ],
)
def test_what_scaled_gradients_do_is_seen_in_a_run(subject, make, words, times):
    assert said(subject)["gradients times c"] == f"{words} (checked, not proved)"
    assert path(make(0.0), 64 * GRADIENTS) == pytest.approx(times * path(make(0.0), GRADIENTS), rel=1e-12)
    assert ("δ" in words) == (not np.allclose(path(make(0.5), 64 * GRADIENTS), times * path(make(0.5), GRADIENTS), rtol=1e-3))


def test_a_path_that_depends_on_where_it_begins_is_told_from_one_that_does_not():
    @rule
    def decayed(theta, g, *, lr, wd):
        return theta - lr * (g + wd * theta)

    assert said(decayed)["origin moved"].startswith("the steps change")
    assert said(book.adam)["origin moved"].startswith("the steps stay the same")
    adam = path(Adam(0.1), GRADIENTS, 7.0) - path(Adam(0.1), GRADIENTS)
    assert adam == pytest.approx(np.full(6, 7.0))


def test_a_first_step_is_bounded_or_not_and_a_slow_growth_is_noticed():
    assert "bounded, tends to ε as" in said(book.adam)["first step"]
    assert abs(path(Adam(0.1), [1e30])[0]) == pytest.approx(0.1)
    assert "grows without bound" in said(book.momentum)["first step"]

    @rule
    def root(theta, g, *, lr):
        return theta - lr * sign(g) * (abs(g) + 1) ** 0.015625

    assert "grows without bound" in said(root)["first step"]


@rule
def lion(theta, g, m=0, *, lr, b1, b2, wd):
    step = sign(b1 * m + (1 - b1) * g) + wd * theta
    return theta - lr * step, b2 * m + (1 - b2) * g


def test_what_is_not_linear_is_not_guessed_at():
    for subject in (book.adam, book.adagrad, lion):
        rows = said(subject)
        assert rows["on a quadratic"].startswith("not linear on a quadratic")
        assert not {"stable", "characteristic polynomial", "stationary variance"} & set(rows)


def test_a_matrix_that_changes_with_the_step_count_is_said_to():
    @rule
    def corrected(theta, g, m=0, *, lr, beta, t):
        m = beta * m + (1 - beta) * g
        return theta - lr * m / (1 - beta**t), m

    rows = said(corrected)
    assert rows["on a quadratic"].startswith("linear; what follows holds once the powers of t have faded")
    assert right_of_stability(
        {"stable": rows["stable"].replace("β", "α")}, lambda ε, α: Momentum(ε * (1 - α), α)
    )

    @rule
    def slower(theta, g, *, lr, t):
        return theta - lr * g / t

    rows = said(slower)
    assert "changes with the step count for ever" in rows["on a quadratic"] and "stable" not in rows
    assert "changes with the step count" in rows["under a constant gradient"]


def test_a_power_that_grows_is_not_taken_to_fade():
    @rule
    def growing(theta, g, *, lr, beta, t):
        return theta - lr * g / beta**t

    assert "changes with the step count" in said(growing)["under a constant gradient"]


def test_a_hyperparameter_called_as_the_curvature_is_kept_apart():
    @rule
    def decayed(theta, g, m=0, *, lr, lambda_, beta):
        m = beta * m + g + lambda_ * theta
        return theta - lr * m, m

    rows = said(decayed)
    assert rows["characteristic polynomial"] == "z² + z·(ε·λ + ε·λ_rule - β - 1) + β"
    assert rows["letters"].startswith("λ_rule is the rule's own λ")


def test_memories_that_never_settle_have_no_variance():
    walk = UpdateRule("walk", "", "", (ε, α), {v: 0}, ((v, v + g), (θ, θ - ε * g)))
    assert said(walk)["stationary variance"].endswith("second moments do not settle")


def test_three_memories_have_their_border_too():
    @rule
    def averaged(theta, g, m=0, q=0, *, lr, alpha):
        m = alpha * m + g
        q = q / 2 + m / 2
        return theta - lr * q, m, q

    margins = [x.removesuffix(" > 0") for x in said(averaged)["stable"].removeprefix("exactly for ").split(" and ")]
    for a in (0.2, 0.7):
        for step in np.linspace(0.01, 4.0, 60):
            matrix = np.array([[1 - step / 2, -step * a / 2, -step / 2], [1, a, 0], [0.5, a / 2, 0.5]])
            claimed = all(number(x, ε=step, α=a, λ=1.0) > 0 for x in margins)
            assert claimed == (max(abs(np.linalg.eigvals(matrix))) < 1)
