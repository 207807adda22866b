"""The normalised initialisation compromises between forward and backward variance"""

from sympy import sqrt

from qedescent.analytic.notation import k, n
from qedescent.numeric.measure.layer_variance import variance_ratio, variances_through
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.linear_equations import adding
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, has_derivative, iff, implies, independent
from qedescent.proofs.language.prover import TakenAsGiven
from qedescent.proofs.language.symbols import E, real, sequence

ID = "glorot-normalised"

W, x, y = sequence("W x y", "random")
a, inputs, outputs, q, ω = real("a m_in n_out q ω")
variance = a**2 / 3



def mean_under_uniform(power):
    """H' = ω^power and E W^power = (H(a) - H(-a))/(2a) for W uniform on [-a, a]."""
    h = ω ** (power + 1) / (power + 1)
    ends = (h.xreplace({ω: a}) - h.xreplace({ω: -a})) / (2 * a)
    slope = has_derivative(ω, h, ω**power)
    return slope, implies([slope], forall(k, eq(E(W(k) ** power), ends)))


slopes, laws = zip(mean_under_uniform(1), mean_under_uniform(2), strict=True)
axioms = tuple(
    TakenAsGiven(f"mean of the {word} of a uniform variable", "density 1/(2a) on [-a, a]; fundamental theorem of calculus", law)
    for word, law in zip(("value", "square"), laws, strict=True)
)
given = (
    a > 0,
    inputs > 0,
    outputs > 0,
    eq(y(0), 0),
    forall(k, eq(y(k + 1), y(k) + W(k) * x(k))),
    independent(W, x, y),
    forall(k, eq(E(x(k) ** 2), q)),
)
normalised = eq(a**2, 6 / (inputs + outputs))
forward, backward = inputs * variance, outputs * variance
equivalent = iff((eq(forward, 1), eq(backward, 1)), eq(inputs, outputs))
conclusion = (
    forall(k, eq(E(W(k) ** 2), variance)),
    forall(n, eq(E(y(n) ** 2), n * variance * q)),
    implies(normalised, eq(variance, 2 / (inputs + outputs))),
    *(implies(normalised, f) for f in equivalent),
)
claim = (
    r"A linear unit with $m$ inputs and weights drawn from $U(-a,a)$, independent of the inputs, has second moment "
    r"$m\,(a^2/3)\,\mathrm{E}x^2$; backwards through $n$ outputs the same holds with $n$. The normalised initialisation "
    r"$a=\sqrt{6/(m+n)}$ gives the weights variance $2/(m+n)$, the harmonic mean of $1/m$ and $1/n$, and preserves both "
    r"exactly when $m=n$."
)
source = "Glorot and Bengio 2010; Goodfellow, Bengio and Courville 2016, equation 8.23"


def proof(p):
    spread, _layer, width, only_if, if_equal = conclusion
    for slope, law in zip(slopes, laws, strict=True):
        p.step("derivative", goal=slope.data)
        p.instance(law, {})
    p.show(forall(k, eq(E(W(k)), 0)), by=algebra.saying("the two ends cancel"))
    p.prove(spread, by=algebra.saying("a³/3 at both ends"))
    p.induct(n, eq(E(y(n) ** 2), n * variance * q), base=algebra, step=algebra.saying("each weight is new: no mixed terms"))
    p.have(inputs + outputs > 0, signs)
    p.prove(width, by=algebra)
    p.prove(only_if, by=lambda: p.prove(equivalent[0], by=lambda: _only_if(p)))
    p.prove(if_equal, by=lambda: p.prove(equivalent[1], by=lambda: _if_equal(p)))


def _only_if(p):
    both_preserved = [(inputs, forward), (outputs, backward)]
    values = [p.show(eq(x, 3 / a**2), by=using(p.number(eq(y, 1).data), words="the variance is a²/3")) for x, y in both_preserved]
    p.show(eq(inputs, outputs), by=using(*values, words="both equal 3/a²"))


def _if_equal(p):
    whole = p.show(eq(a**2 * (inputs + outputs), 6), by=using(p.number(normalised.data), words="the normalised interval"))
    square = p.show(eq(a**2 * inputs, a**2 * outputs), by=using(p.number(eq(inputs, outputs).data), words="m = n"))
    p.show((eq(backward, 1), eq(forward, 1)), by=adding(whole, square, words="half of the sum each"))


glorot = sqrt(6 / (inputs + outputs))
printed = 6 / sqrt(inputs + outputs)


def forward_ratio(m_in, n_out, seed):
    """Var(output)/Var(input) of one layer with the normalised initialisation, run forwards."""
    return variance_ratio(float(sqrt(6.0 / (m_in + n_out))), m_in, n_out, runs=100_000, seed=seed)


def backward_ratio(m_in, n_out, seed):
    return variance_ratio(float(sqrt(6.0 / (m_in + n_out))), m_in, n_out, backward=True, runs=100_000, seed=seed)


layers = {inputs: (30, 60), outputs: (30, 20)}
experiment = tuple(
    Experiment(
        quantity=f"{direction} variance ratio",
        measure=measure,
        predicted=width * variance.xreplace({a: glorot}),
        rival=width * variance.xreplace({a: printed}),
        rival_means="the interval printed in the notes, without the root",
        over=layers,
        random=True,
    )
    for direction, measure, width in (("forward", forward_ratio, inputs), ("backward", backward_ratio, outputs))
)


def figure(axis):
    """Mean square of the activations through ten linear layers of 256 units: normalised, U(-1/√m, 1/√m), and as the notes
    print it, where it grows about sixfold a layer."""
    from qedescent.proofs.report.figure import COLOURS

    for width, name, colour in (
        ((6 / 512) ** 0.5, r"$\sqrt{6/(m+n)}$", "measured"),
        (256**-0.5, r"$1/\sqrt{m}$", "further"),
        (6 / 512**0.5, r"$6/\sqrt{m+n}$ (notes)", "rival"),
    ):
        axis.semilogy(range(11), variances_through(width, 256, 10), "o-", color=COLOURS[colour], label=name, markersize=4)
    axis.set_xlabel("layer")
    axis.set_ylabel("mean square")
    axis.legend(title="half-width")
