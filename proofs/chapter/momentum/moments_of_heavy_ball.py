"""Heavy ball's first two moments on a noisy quadratic, one step after another and where a step leaves them."""

from qedescent.analytic.notation import g, k, n, v, α, ε, θ, λ, σ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum
from qedescent.proofs.finders.equations import using
from qedescent.proofs.finders.linear_equations import adding
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


def unchanged(moments):
    """That a step leaves these moments as they are."""
    return [eq(after, now) for after, now in zip(moments(n + 1), moments(n), strict=True)]


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


def show_second_moments(p, margin, variance, covariance, agitation):
    """Show the second moments that a step leaves: three linear equations for three moments."""
    steps = [p.instance(law, {n: n}) for law in one_step()]
    same = [p.number(f.data) for f in unchanged(second_moments)]
    x, xy, y = second_moments(n)
    half = p.show(eq(y, 2 * xy), by=adding(*steps, *same, words="what stays, and what a step makes of it"))
    ratio = p.show(eq(ε * λ * x, (1 + α) * xy), by=adding(*steps, *same, words="what stays, and what a step makes of it"))
    kept = y - (α**2 * y - 2 * α * ε * λ * xy + (ε * λ) ** 2 * x)
    noise = p.calc((1 - α) * margin * xy).equals(kept, by=using(half, ratio, words="by the last two lines"))
    balance = noise.equals(ε**2 * σ**2, by=adding(*steps, *same, words="the noise makes up for the loss")).done()
    solved = p.show(eq(xy, covariance), by=using(balance, words="dividing by (1 - α)(2(1 + α) - ελ)"))
    p.show(eq(y, agitation), by=using(half, solved, words="twice that"))
    divided = p.show(eq(x, (1 + α) * xy / (ε * λ)), by=using(ratio, words="dividing by ελ"))
    p.show(eq(x, variance), by=using(divided, solved, words="the covariance put in"))


def show_means(p):
    """Show that the means that a step leaves are 0: two linear equations for two means."""
    steps = [p.instance(law, {n: n}) for law in mean_step()]
    same = [p.number(f.data) for f in unchanged(means)]
    at, speed = means(n)
    rest = p.show(eq(speed, 0), by=adding(*steps, *same, words="the mean of θ stays"))
    pull = p.show(eq(ε * λ * at, α * speed), by=adding(*steps, *same, words="the mean of v stays"))
    divided = p.show(eq(at, α * speed / (ε * λ)), by=using(pull, words="dividing by ελ"))
    p.show(eq(at, 0), by=using(divided, rest, words="the mean of v is 0"))
