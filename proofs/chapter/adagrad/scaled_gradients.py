"""J and cJ: with the root AdaGrad makes the same steps on both, without it they are 1/c times as long."""

from qedescent.analytic.notation import k, n, δ, ε
from qedescent.proofs.chapter.adagrad.run_of_adagrad import plain, positive_root, scaled
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies, ne
from qedescent.proofs.language.symbols import real, sequence

c = real("c")
z, z_c = sequence("z z_c")
from_the_first = ne(plain.G(1), 0)
of_the_multiple = forall(k, eq(scaled.G(k + 1), c * plain.G(k + 1)), given=[eq(scaled.x(k), plain.x(k))])
same_start = eq(scaled.x(0), plain.x(0))
invariant = implies(
    (eq(δ, 0), c > 0, from_the_first, *scaled.laws(0), same_start, of_the_multiple),
    forall(n, eq(scaled.x(n), plain.x(n))),
)


def rootless(z, run):
    """The rule with the rate that the notes print, 1 over the sum, times ε."""
    return forall(k, eq(z(k + 1), z(k) - ε * run.G(k + 1) / run.R(k + 1)), given=[gt(run.R(k + 1), 0)])


multiples = forall(k, eq(scaled.G(k + 1), c * plain.G(k + 1)))
shrunk = implies(
    (c > 0, from_the_first, rootless(z, plain), *scaled.sums, multiples, rootless(z_c, scaled)),
    forall(n, eq(c * (z_c(n) - z_c(0)), z(n) - z(0))),
)
ratio = eq(scaled.R(n), c**2 * plain.R(n))


def show_scales(p):
    """Show both."""
    p.prove(invariant, by=lambda: _invariant(p))
    p.prove(shrunk, by=lambda: _shrunk(p))


def _never_zero(p):
    """The sum is positive from the first step on."""
    p.have(gt(plain.G(1) ** 2, 0), signs)
    p.show(eq(plain.R(1), plain.G(1) ** 2), by=algebra)

    def step():
        law, before = p.instance(plain.sums[1], {k: n + 1}), p.number(gt(plain.R(n + 1), 0).data)
        combine(p, gt(plain.R(n + 2), 0), [[1, before], [1, ["square", p._term(plain.G(n + 2))]]], [[1, law]])

    p.induct(n, gt(plain.R(n + 1), 0), base=signs, step=step, say="the first gradient is not 0")


def _ratio(p, gradient):
    """r of the multiple is c² r, one step later too, and both are positive; the number of that fact."""
    sums = [p.instance(run.sums[1], {k: n}) for run in (plain, scaled)]
    more = p.have(eq(scaled.R(n + 1), c**2 * plain.R(n + 1)), using(*sums, p.number(ratio.data), gradient))
    positive, square = p.instance(forall(n, gt(plain.R(n + 1), 0)), {n: n}), p.have(gt(c**2, 0), signs)
    combine(p, gt(scaled.R(n + 1), 0), [[1, square, positive]], [[1, more]])
    return more


def _invariant(p):
    _never_zero(p)
    same = both(eq(scaled.x(n), plain.x(n)), ratio)
    p.induct(n, same, base=algebra, step=lambda: _same_step(p), say="by induction")
    p.prove(forall(n, eq(scaled.x(n), plain.x(n))), by=lambda: p.instance(forall(n, same), {n: n}))


def _same_step(p):
    """The root is c times the other, and so is the gradient."""
    gradient = p.instance(of_the_multiple, {k: n})
    more, (s, t) = _ratio(p, gradient), (run.root(n + 1) for run in (plain, scaled))
    (square1, _), (square2, _) = (positive_root(p, run.R(n + 1)) for run in (plain, scaled))
    p.have(gt(t + c * s, 0), signs)
    squares = [[p._term(f / (t + c * s)), i] for f, i in ((1, square2), (1, more), (-(c**2), square1))]
    roots = combine(p, eq(t, c * s), [], squares, say="both are positive, with equal squares")
    p.have(gt(s + δ, 0), signs)
    steps = [p.instance(run.moves(small), {k: n}) for run, small in ((plain, δ), (scaled, 0))]
    here, none = (p.number(f.data) for f in (eq(scaled.x(n), plain.x(n)), eq(δ, 0)))
    length = ε * plain.G(n + 1) / t / (s + δ)
    factors = ((-1, steps[0]), (1, steps[1]), (1, here), (-ε / t, gradient), (length, roots), (-c * length, none))
    combine(p, eq(scaled.x(n + 1), plain.x(n + 1)), [], [[p._term(f), i] for f, i in factors], say="c cancels")


def _shrunk(p):
    _never_zero(p)
    share = eq(c * (z_c(n) - z_c(0)), z(n) - z(0))
    p.induct(n, both(share, ratio), base=algebra, step=lambda: _shrunk_step(p, share), say="by induction")
    p.prove(forall(n, share), by=lambda: p.instance(forall(n, both(share, ratio)), {n: n}))


def _shrunk_step(p, share):
    gradient = p.instance(multiples, {k: n})
    more = _ratio(p, gradient)
    steps = [p.instance(rootless(*pair), {k: n}) for pair in ((z, plain), (z_c, scaled))]
    g, r, r_c = plain.G(n + 1), plain.R(n + 1), scaled.R(n + 1)
    factors = ((1, p.number(share.data)), (-1, steps[0]), (c, steps[1]), (-c * ε / r_c, gradient), (ε * g / r / r_c, more))
    after = eq(c * (z_c(n + 1) - z_c(0)), z(n + 1) - z(0))
    combine(p, after, [], [[p._term(f), i] for f, i in factors], say="c/c² = 1/c")
