"""A run of Adam, Algorithm 8.7, as sequences: the step to θ(n + 1) is the one with t = n + 1, and g(n + 1) is its gradient."""

from sympy import sqrt

from qedescent.analytic.notation import g, k, n, r, s, t, δ, ε, θ, ρ1, ρ2
from qedescent.analytic.rules import adam
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.powers import powers_not_negative
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt
from qedescent.proofs.language.symbols import function, sequence

x, S, R, corrected_S, corrected_R = sequence("θ s r s_hat r_hat")
G = function("g")  # g(j) for every real j, so that g(n - j) can be written
assigned = dict(adam.assignments)
missing = {s: 1 - ρ1**t, r: 1 - ρ2**t}  # what the corrections divide by
root = sqrt(corrected_R(k + 1))


def after(memory):
    """The new moment."""
    return assigned[memory].xreplace({s: S(k), r: R(k), g: G(k + 1)})


moments = (forall(k, eq(S(k + 1), after(s))), forall(k, eq(R(k + 1), after(r))))


def corrections(first, second, corrected_first, corrected_second):
    """The corrected moments are the new moments divided by 1 - ρᵗ, for any sequences of moments."""
    pairs = ((first, corrected_first, s), (second, corrected_second, r))
    return tuple(forall(k, eq(stored(k + 1), missing[m].subs(t, k + 1) * hat(k + 1))) for stored, hat, m in pairs)


corrected = corrections(S, R, corrected_S, corrected_R)


def position(small):
    """The new θ, written with the corrected moments, for this small constant."""
    with_hats = assigned[θ].xreplace({m: missing[m] * hat(k + 1) for m, hat in ((s, corrected_S), (r, corrected_R))})
    return with_hats.xreplace({θ: x(k), δ: small})


def run(small):
    """The hypotheses that the sequences are a run of Adam with this small constant."""
    return (
        eq(S(0), adam.state[s]),
        eq(R(0), adam.state[r]),
        *moments,
        *corrected,
        forall(k, eq(x(k + 1), position(small)), given=[gt(root + small, 0)]),
    )


moves = gt(sqrt(corrected_R(n + 1)), 0)
squared = (x(n + 1) - x(n)) ** 2
its_square = eq(squared * corrected_R(n + 1), ε**2 * corrected_S(n + 1) ** 2)
step_squared = forall(n, both(gt(corrected_R(n + 1), 0), its_square), given=[moves])


def room(decay):
    """Nothing is divided by 0: 1 - ρᵗ is positive at t = 1, 2, 3, ..."""
    return forall(n, gt(1, decay ** (n + 1)))


def show_room(p, decay):
    """Show it from 0 <= ρ < 1."""
    positive = powers_not_negative(p, n, decay)

    def step():
        p.instance(positive, {n: n + 1})
        p.have(gt(1, decay ** (n + 2)), signs)

    p.induct(n, gt(1, decay ** (n + 1)), base=signs, step=step, say="powers of a number below 1")


def show_step(p):
    """Show, for δ = 0, what the square of a step is in terms of the corrected moments, and that nothing is divided by 0."""
    for decay in (ρ1, ρ2):
        show_room(p, decay)
    p.induct(n, ge(R(n), 0), base=signs, step=lambda: _one_more_square(p), say="a sum of squares")
    p.prove(step_squared, by=lambda: _step_squared(p))


def _one_more_square(p):
    law = p.instance(moments[1], {k: n})
    old, decay, rest = (p.have(f, signs) for f in (ge(R(n), 0), ge(ρ2, 0), gt(1, ρ2)))
    square = ["square", p._term(G(n + 1))]
    combine(p, ge(R(n + 1), 0), [[1, decay, old], [1, rest, square]], [[1, law]])


def _step_squared(p):
    hat = corrected_R(n + 1)
    p.instance(forall(n, ge(R(n), 0)), {n: n + 1})
    p.instance(room(ρ2), {n: n})
    p.instance(corrected[1], {k: n})
    p.show(ge(hat, 0), by=dividing_by(1 - ρ2 ** (n + 1), words="r is a sum of squares"))
    p.step("root", of=p._term(hat))
    p.show(gt(hat, 0), by=signs.saying("the root is not 0"))
    p.instance(run(0)[6], {k: n})
    change, up = x(n + 1) - x(n), ε * corrected_S(n + 1)
    step = p.show(eq(change * sqrt(hat), -up), by=algebra.saying("the update rule"))
    whole = p.number(["=", ["^", ["sqrt", p._term(hat)], 2], p._term(hat)])
    factors = [[p._term(change * sqrt(hat) - up), step], [p._term(-(change**2)), whole]]
    combine(p, its_square, [], factors, say="both sides squared")
