"""Heavy ball's first two moments on a noisy quadratic, one step after another."""

from qedescent.analytic.notation import g, k, n, v, α, ε, θ, λ, σ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum
from qedescent.proofs.language.formulas import eq, forall
from qedescent.proofs.language.symbols import E, sequence

position, velocity, ξ = sequence("θ v ξ", "random")


def step(target):
    """The rule's next value of θ or v under the gradient λθ + ξ."""
    noisy = next_values(momentum)[target].xreplace({g: λ * θ + ξ(k)})
    return noisy.xreplace({θ: position(k), v: velocity(k)})


def second_moments(at):
    """E θ², E θv and E v² after `at` steps."""
    x, y = position(at), velocity(at)
    return E(x**2), E(x * y), E(y**2)


def means(at):
    """E θ and E v after `at` steps."""
    return E(position(at)), E(velocity(at))


def mean_step():
    """The means after a step in terms of those before it."""
    at, speed = means(n)
    after = α * speed - ε * λ * at
    return [forall(n, eq(*pair)) for pair in zip(means(n + 1), (at + after, after), strict=True)]


def one_step():
    """The second moments after a step in terms of those before it."""
    x, xy, y = second_moments(n)
    pull = α * xy - ε * λ * x
    after = α**2 * y - 2 * α * ε * λ * xy + (ε * λ) ** 2 * x + ε**2 * σ**2
    return [forall(n, eq(*pair)) for pair in zip(second_moments(n + 1), (x + 2 * pull + after, pull + after, after), strict=True)]
