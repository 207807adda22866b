"""Nesterov momentum on a smooth and strongly convex cost: an energy that shrinks in every step."""

from qedescent.analytic.notation import g, k, n, v, α, ε, θ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import nesterov
from qedescent.analytic.spectrum import nesterov_standard
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.symbols import dot, function, norm2, real, sequence, vector

m, s = real("m s")
tuning = nesterov_standard(m, s)
rate = tuning.rate
x, w = sequence("θ v", "vec")
G, f = function("G", "vec", "vec"), function("f", "real", "vec")
c, p1, p2 = vector("c x y")
constants = {ε: tuning.step_size, α: tuning.momentum}


def lookahead(k):
    return nesterov.query.xreplace(constants).xreplace({θ: x(k), v: w(k)})


def after(symbol, k):
    return next_values(nesterov)[symbol].xreplace(constants).xreplace({θ: x(k), v: w(k), g: G(lookahead(k))})


def energy_at(place, speed):
    """Excess cost and μ/2 times the squared distance of θ + (√κ - 1)v from the minimum."""
    return f(place) - f(c) + m**2 / 2 * norm2(place + (s - m) / m * speed - c)


def energy(k):
    return energy_at(x(k), w(k))


steps = (forall(k, eq(w(k + 1), after(v, k))), forall(k, eq(x(k + 1), after(θ, k))))
gap = f(p2) - f(p1) - dot(G(p1), p2 - p1)
smooth = forall((p1, p2), ge(s**2 / 2 * norm2(p2 - p1), gap))
strongly_convex = forall((p1, p2), ge(gap, m**2 / 2 * norm2(p2 - p1)))
run = (*steps, smooth, strongly_convex)
at_rest = eq(w(0), 0)
from_rest = rate**n * (f(x(0)) - f(c) + m**2 / 2 * norm2(x(0) - c))
one_step = forall(k, ge(rate * energy(k), energy(k + 1)))
decay = forall(n, ge(rate**n * energy(0), energy(n)))
excess = forall(n, ge(from_rest, f(x(n)) - f(c)), given=[at_rest])


def energy_decays(p):
    """Show the decay of the energy and the bound on the excess error from rest."""
    p.prove(one_step, by=lambda: _one_step(p))
    p.have(gt(rate, 0), signs)
    p.induct(n, ge(rate**n * energy(0), energy(n)), base=signs, step=lambda: _one_more(p), say="step by step")
    p.prove(excess, by=lambda: _from_rest(p))


def _one_step(p):
    ahead, place, speed = lookahead(k), after(θ, k), after(v, k)
    down = p.instance(smooth, {p1: ahead, p2: place})
    here = p.instance(strongly_convex, {p1: ahead, p2: x(k)})
    there = p.instance(strongly_convex, {p1: ahead, p2: c})
    positive = [p.have(gt(weight, 0), signs) for weight in (rate, m / s, m * (s - m) ** 3 / (2 * s * (s + m)))]
    summands = [[1, down], [1, positive[0], here], [1, positive[1], there], [1, positive[2], ["norm", p._term(w(k))]]]
    shrinks = combine(p, ge(rate * energy(k), energy_at(place, speed)), summands, say="smooth below y, convex at θ and at c")
    for step in steps:
        p.instance(step, {k: k})
    same = p.have(eq(energy_at(place, speed), energy(k + 1)), algebra)
    combine(p, ge(rate * energy(k), energy(k + 1)), [[1, shrinks]], [[1, same]], say="the next state")


def _one_more(p):
    goal = ge(rate**n * energy(0), energy(n))
    before = p.number(goal.data)
    now = p.instance(one_step, {k: n})
    positive = p.number(gt(rate, 0).data)
    combine(p, substitute(goal.data, {"n": ["+", "n", 1]}), [[1, positive, before], [1, now]])


def _from_rest(p):
    now = p.instance(decay, {n: n})
    start = p.show(eq(rate**n * energy(0), from_rest), by=algebra.saying("the velocity is 0 at first"))
    further = [["/", 1, 2], ["square", "m"], ["norm", p._term(x(n) + (s - m) / m * w(n) - c)]]
    combine(p, ge(from_rest, f(x(n)) - f(c)), [[1, now], further], [[-1, start]], say="the distance is not negative")
