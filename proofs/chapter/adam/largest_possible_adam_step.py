"""Adam's largest possible step exceeds the paper's bound"""

from sympy import Float, Sum, sqrt

from qedescent.analytic.bias import fading_memory, weight
from qedescent.analytic.notation import g, n, r, s, ρ, ρ1, ρ2
from qedescent.analytic.rules import adam
from qedescent.numeric.measure.adam_step import extremal_step, largest_random_step
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.symbols import natural, real, sequence

ID = "adam-step-bound"

h = sequence("h")  # h(j) is the gradient j steps ago
i, j, m = natural("i j m")
p, x, y = real("p x y")
decays = {ρ1: p * ρ, ρ2: ρ}  # p = ρ1/ρ2
first, second = fading_memory(adam, s, g), fading_memory(adam, r, g**2)


def moment(memory, steps, inputs):
    """A moment from zero after so many steps: the weighted sum of its past inputs."""
    return Sum(weight(memory, j).xreplace(decays) * inputs, (j, 0, steps - 1))


def corrected(memory, steps, inputs):
    return moment(memory, steps, inputs) / (1 - memory.decay.xreplace(decays) ** steps)


def powers(steps):
    return Sum((p**2 * ρ) ** j, (j, 0, steps - 1))


def plain(steps):
    """The sums of ρ2ʲ h² and of ρ1ʲ h, without their gains."""
    return Sum(ρ**j * h(j) ** 2, (j, 0, steps - 1)), Sum((p * ρ) ** j * h(j), (j, 0, steps - 1))


def squared_bound(t):
    """The square of the claim's bound, in units of ε²."""
    ratio = ρ1**2 / ρ2
    return (1 - ρ1) ** 2 / (1 - ρ2) * (1 - ρ2**t) / (1 - ρ1**t) ** 2 * (1 - ratio**t) / (1 - ratio)


bound = squared_bound(n + 1).xreplace(decays)
N = n + 1
largest = ge(bound * corrected(second, N, h(j) ** 2), corrected(first, N, h(j)) ** 2)
attained = eq(bound * corrected(second, N, (p**j) ** 2), corrected(first, N, p**j) ** 2)
left = 1 - (p * ρ) ** N
denominators = (left, left**2, (1 - ρ) * left**2 * (1 - p**2 * ρ))  # positive since ρ, pρ and p²ρ are below 1
proper = [gt(d, 0) for d in denominators]
given = (ρ > 0, ρ < 1, p >= 0, p * ρ < 1, p**2 * ρ < 1)
conclusion = (forall(n, largest, given=proper), forall(n, attained, given=proper))
claim = (
    r"With $\delta=0$, $p=\rho_1/\rho_2$ and $q=\rho_1^2/\rho_2<1$ no gradients make Adam's step at time $t=n+1$ longer than "
    r"$\varepsilon$ times $\frac{1-\rho_1}{1-\rho_1^t}\sqrt{\frac{1-\rho_2^t}{1-\rho_2}}\sqrt{\frac{1-q^t}{1-q}}$, and "
    r"gradients that grow like $(\rho_2/\rho_1)^i$ attain it: $\hat s^2\le B_t^2\,\hat r$, with equality for $h_j=p^j$. At the "
    r"defaults it tends to 7.27, more than twice the bound $(1-\rho_1)/\sqrt{1-\rho_2}=3.16$ of the paper."
)
source = "Kingma and Ba 2014, section 2.1, for the bound; the exact supremum by own derivation from Cauchy and Schwarz"
notes = (
    "The paper's bound is what one gradient after many zeros attains; a run of growing gradients goes beyond it.",
    "Random gradients stay near ε or below, so a random test would not find this.",
)
family = ge(y**2 * plain(m)[0] - 2 * x * y * plain(m)[1] + x**2 * powers(m), 0)
at_least_one = ge(powers(N), 1)


def proof(q):
    q.have(gt(1 - p**2 * ρ, 0), signs)
    q.induct(n, gt(ρ**n, 0), base=signs, step=signs)
    q.prove(forall((x, y), forall(m, family)), by=lambda: _squares(q))
    q.induct(n, at_least_one, base=signs, step=lambda: _one_more_power(q))
    geometric = eq(powers(n), (1 - (p**2 * ρ) ** n) / (1 - p**2 * ρ))
    q.induct(n, geometric, base=algebra, step=algebra, say="a geometric sum")
    q.prove(conclusion[0], by=lambda: _largest(q, geometric))
    q.prove(conclusion[1], by=lambda: _attained(q, geometric))


def _squares(q):
    """Each step adds ρⁿ(y h - x pⁿ)²."""
    q.induct(m, family, base=signs, step=lambda: _one_more_square(q), say="a sum of squares")


def _one_more_square(q):
    positive = q.instance(forall(n, gt(ρ**n, 0)), {n: m})
    more = [1, positive, ["square", q._term(y * h(m) - x * p**m)]]
    combine(q, substitute(family.data, {"m": ["+", "m", 1]}), [[1, q.number(family.data)], more])


def _one_more_power(q):
    positive = [q.instance(forall(n, gt(ρ**n, 0)), {n: N}), ["square", q._term(p**N)]]
    combine(q, substitute(at_least_one.data, {"n": ["+", "n", 1]}), [[1, q.number(at_least_one.data)], [1, *positive]])


def _largest(q, geometric):
    A, B, C = (part.xreplace({j: i}) for part in (*plain(N), powers(N)))  # the same sums, for the binders inside
    every = q.instance(forall((x, y), forall(m, family)), {x: B, y: C})
    q.instance(every, {m: N})
    q.instance(forall(n, at_least_one), {n: n})
    schwarz = q.show(ge(A * C, B**2), by=dividing_by(C, words="x = Σ(ρ1)ʲh and y = Σqʲ in the sum of squares"))
    closed = q.instance(forall(n, geometric), {n: N})
    factor = (1 - p * ρ) / (1 - (p * ρ) ** N)
    q.have(gt(1 - ρ, 0), signs)
    weighed = [1, ["square", q._term(factor)], schwarz]
    combine(q, largest, [weighed], [[q._term(-(factor**2) * A), closed]], say="Cauchy and Schwarz")


def _attained(q, geometric):
    q.instance(forall(n, geometric), {n: N})
    q.have(gt(1 - ρ, 0), signs)
    q.show(attained, by=algebra.saying("both sums are Σqʲ"))


def supremum(share=1.0):
    """The claim's bound in floating point (exact roots of such rationals are out of reach), times a share."""
    return lambda **point: share * float(squared_bound(point["n"]).xreplace({x: Float(point[str(x)], 30) for x in (ρ1, ρ2)})) ** 0.5


OVER = {n: (1, 10, 100, 10_000), ρ1: (0.9,), ρ2: (0.999,)}
experiment = (
    Experiment(
        quantity="last step under the extremal gradients, in units of ε",
        measure=extremal_step,
        predicted=supremum(),
        rival=(1 - ρ1) / sqrt(1 - ρ2),
        rival_means="the bound of the paper",
        over=OVER,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="largest step under random gradients, in units of ε",
        measure=largest_random_step,
        predicted=(0, supremum()),
        rival=(supremum(0.9), supremum()),
        rival_means="the bound within reach of random gradients",
        over={n: (1000,), ρ1: (0.9,), ρ2: (0.999,)},
        random=True,
    ),
)


def figure(axis):
    """The longest step that any gradients can make Adam take at time t, in units of ε, with the default decays: measured on
    the extremal gradients (dots) and by formula (line); the bound of the paper is dashed."""
    from qedescent.proofs.report.figure import COLOURS

    marks = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192]
    curve = [supremum()(n=t, ρ1=0.9, ρ2=0.999) for t in marks]
    axis.semilogx(marks, curve, color=COLOURS["predicted"], label="supremum")
    found = [extremal_step(t, 0.9, 0.999).value for t in marks]
    axis.semilogx(marks, found, "o", color=COLOURS["measured"], markersize=4, label="extremal gradients")
    axis.axhline(0.1 / 0.001**0.5, linestyle="--", color=COLOURS["rival"], label="bound of the paper")
    axis.set_xlabel("time $t$")
    axis.set_ylabel(r"longest step$/\varepsilon$")
    axis.legend()
