"""Adam combines bias-corrected first and second moments"""

from functools import partial

from sympy import Sum, sqrt

from qedescent.analytic.bias import fading_memory, weight
from qedescent.analytic.notation import g, k, n, r, s, δ, ε, ρ1, ρ2
from qedescent.analytic.rules import adam
from qedescent.numeric.measure.adam_by_sums import gap_to_weighted_sums, share_of_numbers
from qedescent.proofs.chapter.adam.run_of_adam import G, R, S, corrected, corrected_R, corrected_S, run, x
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.linear_equations import adding
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies
from qedescent.proofs.language.symbols import natural, real

ID = "adam-update"

j, m, y = *natural("j m"), real("y")
first, second = fading_memory(adam, s, g), fading_memory(adam, r, g**2)


def memory(moment, steps, newest):
    """The weighted sum of what the moment saw in the last `steps` steps."""
    return Sum(weight(moment, j) * moment.input.xreplace({g: G(newest - j)}), (j, 0, steps - 1))


def shifted(moment):
    newest = moment.gain * moment.input.xreplace({g: G(y)})
    return eq(memory(moment, m + 1, y), newest + moment.decay * memory(moment, m, y - 1))


hats = (corrected_S, corrected_R)
laws = (eq(S(n), memory(first, n, n)), eq(R(n), memory(second, n, n)))
root, change = sqrt(corrected_R(n + 1)), x(n + 1) - x(n)
moved = eq(change * (root + δ) * (1 - ρ1 ** (n + 1)), -ε * memory(first, n + 1, n + 1))
under_the_root = eq((1 - ρ2 ** (n + 1)) * corrected_R(n + 1), memory(second, n + 1, n + 1))
at_first = both(eq(corrected_S(1), G(1)), eq(corrected_R(1), G(1) ** 2))
plain = (eq(δ, 0), gt(sqrt(corrected_R(1)), 0))
unit = eq((x(1) - x(0)) ** 2, ε**2)

given = (ρ1 < 1, ρ2 < 1, *run(δ))
conclusion = (
    *(forall(n, law) for law in laws),
    forall(n, both(moved, under_the_root), given=[gt(root + δ, 0)]),
    at_first,
    implies(plain, unit),
)
claim = (
    r"Adam keeps $s_n=(1-\rho_1)\sum_{j<n}\rho_1^jg_{n-j}$ and $r_n=(1-\rho_2)\sum_{j<n}\rho_2^jg_{n-j}^2$, "
    r"corrects them to $\hat s=s/(1-\rho_1^t)$ and $\hat r=r/(1-\rho_2^t)$, and moves by $-\varepsilon\hat "
    r"s/(\sqrt{\hat r}+\delta)$ at time $t=1,2,\dots$: each step is an explicit function of all past "
    r"gradients. At $t=1$ the corrected moments are $g$ and $g^2$, so the first step is $-\varepsilon "
    r"g/(|g|+\delta)$, and for $\delta=0$ its length is $\varepsilon$, whatever the gradient and the decays."
)
source = "Kingma and Ba 2014, Algorithm 1; Goodfellow, Bengio and Courville 2016, Algorithm 8.7"
notes = (
    "The seed notes call it a combination of RMSProp and momentum; they lose the bias corrections, and that the first "
    "moment is an average, where momentum's velocity is a sum.",
    "Counting t from 0 divides 0 by 0 in the first step, and no number comes after.",
)


def proof(p):
    for decay in (ρ1, ρ2):
        p.have(gt(1 - decay, 0), signs)
    older = "every past gradient is one step older"
    for store, moment, law in zip((S, R), (first, second), laws, strict=True):
        rolled = shifted(moment)
        p.prove(forall(y, forall(m, rolled)), by=lambda f=rolled: p.induct(m, f, base=algebra, step=algebra, say=older))
        step = partial(_one_more, p, rolled, store, moment)
        p.induct(n, law, base=algebra, step=step, say="by induction")
    p.prove(conclusion[2], by=lambda: _moved(p))
    _at_first(p)
    p.prove(conclusion[4], by=lambda: _unit(p))


def _one_more(p, rolled, store, moment):
    older = p.instance(forall(y, forall(m, rolled)), {y: n + 1})
    p.instance(older, {m: n})
    p.show(eq(store(n + 1), memory(moment, n + 1, n + 1)), by=algebra.saying("the update rule"))


def _moved(p):
    """The correction and the denominator of the step, multiplied out."""
    step = p.instance(given[-1], {k: n})
    gains = [p.instance(f, {k: n}) for f in corrected]
    sums = [p.instance(forall(n, law), {n: n + 1}) for law in laws]
    factors = (((root + δ) * (1 - ρ1 ** (n + 1)), step), (ε, gains[0]), (-ε, sums[0]))
    combine(p, moved, [], [[p._term(c), i] for c, i in factors], say="the update rule")
    p.show(under_the_root, by=adding(gains[1], sums[1], words="the correction"))


def _at_first(p):
    """At t = 1 the gain 1 - ρ of each moment is what it is divided by."""
    for hat, input_, decay, fact, law in zip(hats, (G(1), G(1) ** 2), (ρ1, ρ2), corrected, laws, strict=True):
        numbers = p.instance(fact, {k: n * 0}), p.instance(forall(n, law), {n: n * 0 + 1})
        gained = p.have(eq((1 - decay) * hat(1), (1 - decay) * input_), adding(*numbers))
        combine(p, eq(hat(1), input_), [], [[p._term(1 / (1 - decay)), gained]], say="the correction cancels the gain")


def _unit(p):
    """The square of the step is ε² g²/r_hat."""
    hat, root, change = corrected_R(1), sqrt(corrected_R(1)), x(1) - x(0)
    first, second = map(p.number, at_first.data[1:])
    combine(p, ge(hat, 0), [[1, ["square", p._term(G(1))]]], [[1, second]])
    whole = p.step("root", of=p._term(hat)) + 1
    p.show(gt(hat, 0), by=signs.saying("the root is not 0"))
    p.have(gt(root + δ, 0), signs)
    step = p.instance(given[-1], {k: n * 0})
    none = p.number(plain[0].data)
    factors = ((root + δ, step), (-change, none), (-ε, first))
    moved = combine(p, eq(change * root, -ε * G(1)), [], [[p._term(c), i] for c, i in factors], say="the update rule")
    squares = ((change * root - ε * G(1), moved), (-(change**2), whole), (-(ε**2), second))
    combine(p, unit, [], [[p._term(c / hat), i] for c, i in squares], say="both sides squared, and divided by g²")


OVER = {"steps": (1, 10, 1000)}
experiment = (
    Experiment(
        quantity="largest gap, with the defaults, to the definition by sums of all past gradients, in units of ε",
        measure=gap_to_weighted_sums,
        predicted=(0, 1e-12),
        control=lambda steps: gap_to_weighted_sums(steps, first_time=2),
        rival_means="the optimizer told that its first step is t = 2",
        over=OVER,
    ),
    Experiment(
        quantity="share of the steps that lead to a number",
        measure=share_of_numbers,
        predicted=1,
        control=lambda steps: share_of_numbers(steps, first_time=0),
        rival_means="the optimizer told that its first step is t = 0",
        over=OVER,
    ),
)


def figure(axis):
    """The path of Adam under gradients without a pattern, beside Adam without the bias corrections, in units of ε: they part
    in the first steps, which the corrections make as long as ε and their lack three times as long."""
    from qedescent.numeric.measure.adam_by_sums import paths
    from qedescent.proofs.report.figure import COLOURS

    adam_path, bare_path = paths(60)
    axis.plot(adam_path, color=COLOURS["measured"], label="Adam")
    axis.plot(bare_path, "--", color=COLOURS["rival"], label="without the corrections")
    axis.set_xlabel("time $t$")
    axis.set_ylabel(r"position$/\varepsilon$")
    axis.legend()
