"""Two runs of a rule, one in coordinates that Q leads to those of the other: SGD, momentum and Nesterov momentum turn."""

from qedescent.analytic.notation import g, k, v, α, ε, θ
from qedescent.analytic.rule import next_values
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.language.formulas import both, eq, forall, implies
from qedescent.proofs.language.symbols import function, real, sequence, vector

Q, G, Γ = function("Q G Γ", "vec", "vec")  # Γ is the gradient in the coordinates that Q leads to the others
x, w, noise, total = sequence("θ v ξ T", "vec")  # of the run in the original coordinates
y, u, inner_noise, inner_total = sequence("y u η S", "vec")  # of the run in the others
size, kept, weight = sequence("ε α ω")
p1, p2 = vector("p q")
a = real("a")

linear = forall((p1, p2, a), eq(Q(p1 + a * p2), Q(p1) + a * Q(p2)))
gradients = forall(p1, eq(G(Q(p1)), Q(Γ(p1))))
noises = forall(k, eq(noise(k), Q(inner_noise(k))))


def alike(rule, k):
    """The iterates of the two runs, and their velocities if there are any, answer each other."""
    return both(eq(x(k), Q(y(k))), *([eq(w(k), Q(u(k)))] if rule.state else []))


def run_of(rule, points, velocities, gradient, noises):
    """The recurrence of a rule with step sizes ε(k), momenta α(k) and noise in its gradients."""
    here = {θ: points(k), v: velocities(k), ε: size(k), α: kept(k)}
    seen = gradient(rule.query.xreplace(here)) + noises(k)
    after = {symbol: value.xreplace({**here, g: seen}) for symbol, value in next_values(rule).items()}
    sequences = {θ: points, v: velocities}
    return [forall(k, eq(sequences[symbol](k + 1), value)) for symbol, value in after.items()]


def turns(rule):
    """Both runs follow the rule, and start alike: then they are alike at every step."""
    runs = [*run_of(rule, x, w, G, noise), *run_of(rule, y, u, Γ, inner_noise)]
    return implies([alike(rule, 0), *runs], forall(k, alike(rule, k)))


def sums_of(total, points):
    """T(k) = ω(0) θ(0) + ... + ω(k - 1) θ(k - 1)."""
    return [eq(total(0), 0), forall(k, eq(total(k + 1), total(k) + weight(k) * points(k)))]


same_sums = eq(total(k), Q(inner_total(k)))
weighted_sums = implies([forall(k, eq(x(k), Q(y(k)))), *sums_of(total, x), *sums_of(inner_total, y)], forall(k, same_sums))


def show_that_it_turns(p, rule):
    """Show `turns(rule)`."""
    p.prove(turns(rule), by=lambda: _turns(p, rule))


def show_sums(p):
    """Show `weighted_sums`."""
    p.prove(weighted_sums, by=lambda: p.induct(k, same_sums, base=lambda: _nothing(p), step=lambda: _more(p)))


def _turns(p, rule):
    """By induction; Q is linear in the point where the gradient is taken and in the step."""
    outer, at = (rule.query.xreplace({θ: z(k), v: speed(k), α: kept(k)}) for z, speed in ((x, w), (y, u)))
    seen, ahead, kept_velocity = Γ(at) + inner_noise(k), y(k) + kept(k) * u(k), kept(k) * u(k)
    bases = (ahead, kept_velocity) if rule.state else (y(k),)

    def step():
        _linear(p, (0, 0, -1), (0, u(k), kept(k)), (y(k), u(k), kept(k)), (Γ(at), inner_noise(k), 1))
        p.instance(noises, {k: k})
        p.instance(gradients, {p1: at})
        point = p.show(eq(outer, Q(at)), by=algebra.saying("the gradients are taken at points that answer each other"))
        p.step("rewrite", fact=point, **{"in": ["apply", "G", "#"]})
        _linear(p, *((base, seen, -size(k)) for base in bases))
        p.show(alike(rule, k + 1), by=algebra.saying("Q is linear"))

    p.induct(k, alike(rule, k), base=algebra, step=step)


def _linear(p, *parts):
    """Q(p + aq) = Q(p) + aQ(q) at each (p, q, a)."""
    for first, second, factor in parts:
        p.instance(linear, {p1: first, p2: second, a: factor})


def _nothing(p):
    _linear(p, (0, 0, -1))
    p.show(eq(total(0), Q(inner_total(0))), by=algebra.saying("Q0 = 0"))


def _more(p):
    _linear(p, (inner_total(k), y(k), weight(k)))
    p.show(eq(total(k + 1), Q(inner_total(k + 1))), by=algebra.saying("Q is linear"))
