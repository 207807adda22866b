"""The variance 2/(m + n) of the weights: a harmonic mean, which keeps variances in square layers; and one six times as large."""

from qedescent.analytic.notation import k
from qedescent.proofs.chapter.initialization.layers_of_random_weights import a, w
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies
from qedescent.proofs.language.symbols import natural, real, sequence

m, n = natural("m n")
s, t = real("s t")
M = sequence("M")  # M(k) is the mean square after k layers
normalised, printed = 2 / (m + n), 12 / (m + n)
kept = (eq(m * w, 1), eq(n * w, 1))
layer_by_layer = forall(k, eq(M(k + 1), m * w * M(k)))


def grows(variance, factor):
    """Through square layers with weights of this variance the mean square grows by the factor in each."""
    return implies((eq(m, n), eq(w, variance), layer_by_layer), forall(k, eq(M(k), factor**k * M(0))))


half = implies(eq(a**2, 6 / (m + n)), eq(a**2 / 3, normalised))
harmonic_mean = forall((s, t), eq(normalised * (s + t), 2 * s * t), given=[eq(m * s, 1), eq(n * t, 1)])
only_if = implies(kept, eq(m, n))
if_equal = implies((eq(m, n), eq(w, normalised)), both(*kept))
six_times = implies(eq(a**2, 36 / (m + n)), eq(a**2 / 3, printed))
compromise = (half, harmonic_mean, only_if, if_equal, six_times, grows(normalised, 1), grows(printed, 6))


def show_compromise(p):
    """Show all of these, for m, n > 0."""
    p.have(gt(m + n, 0), signs)
    for third in (half, six_times):
        p.prove(third, by=algebra.saying("a third of the square of the half-width"))
    p.prove(harmonic_mean, by=lambda: _harmonic(p))
    p.prove(only_if, by=lambda: _only_if(p))
    p.prove(if_equal, by=lambda: _if_equal(p))
    for variance, factor in ((normalised, 1), (printed, 6)):
        p.prove(grows(variance, factor), by=lambda f=factor, v=variance: _layers(p, v, f))


def _harmonic(p):
    """2(s + t) is 2st(m + n)."""
    first, second = (p.number(f.data) for f in (eq(m * s, 1), eq(n * t, 1)))
    factors = ((-2 * t / (m + n), first), (-2 * s / (m + n), second))
    combine(p, eq(normalised * (s + t), 2 * s * t), [], [[p._term(c), f] for c, f in factors], say="1 = ms = nt")


def _only_if(p):
    first, second = (p.number(f.data) for f in kept)
    factors = ((n, first), (-m, second))
    combine(p, eq(m, n), [], [[p._term(c), f] for c, f in factors], say="mw = 1 = nw")


def _if_equal(p):
    same, value = (p.number(f.data) for f in (eq(m, n), eq(w, normalised)))
    for width, part, share in ((m, kept[0], 1), (n, kept[1], -1)):
        factors = ((width, value), (share / (m + n), same))
        combine(p, part, [], [[p._term(c), f] for c, f in factors], say="half of m + n")


def _layers(p, variance, factor):
    """m w is the factor."""
    same, value = (p.number(f.data) for f in (eq(m, n), eq(w, variance)))
    factors = ((m, value), (factor / (m + n), same))
    gain = combine(p, eq(m * w, factor), [], [[p._term(c), f] for c, f in factors], say="m = n")
    line = eq(M(k), factor**k * M(0))

    def step():
        rule, before = p.instance(layer_by_layer, {k: k}), p.number(line.data)
        factors = ((1, rule), (M(k), gain), (factor, before))
        combine(p, eq(M(k + 1), factor ** (k + 1) * M(0)), [], [[p._term(c), f] for c, f in factors], say="one more layer")

    p.induct(k, line, base=algebra, step=step, say="layer by layer")
