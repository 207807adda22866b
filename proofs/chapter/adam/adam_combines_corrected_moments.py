"""Adam combines bias-corrected first and second moments"""

from functools import partial

from sympy import Abs, Sum

from qedescent.analytic.bias import fading_memory, weight
from qedescent.analytic.notation import g, k, n, r, s, t, δ, ε, θ, ρ1, ρ2
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import adam
from qedescent.numeric.measure.adam_by_sums import gap_to_weighted_sums, paths
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, gt
from qedescent.proofs.language.symbols import function, natural, real, sequence

ID = "adam-update"

S, R = sequence("s r")
gradient = function("g")
j, m = natural("j m")
x, u, size = real("x u q")
first, second = fading_memory(adam, s, g), fading_memory(adam, r, g**2)


def after(symbol):
    return next_values(adam)[symbol].xreplace({s: S(k), r: R(k), g: gradient(k + 1)})


def memory(moment, steps, newest):
    """The weighted sum of what the moment saw in the last `steps` steps."""
    return Sum(weight(moment, j) * moment.input.xreplace({g: gradient(newest - j)}), (j, 0, steps - 1))


def shifted(moment):
    newest = moment.gain * moment.input.xreplace({g: gradient(x)})
    return eq(memory(moment, m + 1, x), newest + moment.decay * memory(moment, m, x - 1))


laws = (eq(S(n), memory(first, n, n)), eq(R(n), memory(second, n, n)))
start = {t: 1, **adam.state}
first_step = (next_values(adam)[θ] - θ).xreplace(start).xreplace({Abs(g): size, g: u})
given = (
    ρ1 < 1,
    ρ2 < 1,
    δ >= 0,
    eq(S(0), adam.state[s]),
    eq(R(0), adam.state[r]),
    forall(k, eq(S(k + 1), after(s))),
    forall(k, eq(R(k + 1), after(r))),
)
conclusion = (
    *(forall(n, law) for law in laws),
    forall((u, size), eq(first_step, -ε * u / (size + δ)), given=[gt(size + δ, 0), eq(size**2, u**2)]),
)
claim = (
    r"Adam keeps $s_n=(1-\rho_1)\sum_{j<n}\rho_1^jg_{n-j}$ and $r_n=(1-\rho_2)\sum_{j<n}\rho_2^jg_{n-j}^2$ and steps by "
    r"$-\varepsilon\hat s/(\sqrt{\hat r}+\delta)$ with $\hat s=s/(1-\rho_1^t)$, $\hat r=r/(1-\rho_2^t)$ and $t=1,2,\dots$. "
    r"So its first step is $-\varepsilon g/(|g|+\delta)$: of length $\varepsilon$, whatever the gradient's size and the decays."
)
source = "Kingma and Ba 2014, Algorithm 1; Goodfellow, Bengio and Courville 2016, Algorithm 8.7"
notes = (
    "The seed notes call it a combination of RMSProp and momentum; they lose the bias corrections, and that the first "
    "moment is an average, where momentum's velocity is a sum.",
    "Counting t from 0 divides 0 by 0 in the first step.",
)


def proof(p):
    p.have(gt(1 - ρ1, 0), signs)
    p.have(gt(1 - ρ2, 0), signs)
    older = "every past gradient is one step older"
    for store, moment, law in zip((S, R), (first, second), laws, strict=True):
        rolled = shifted(moment)
        p.prove(forall(x, forall(m, rolled)), by=lambda f=rolled: p.induct(m, f, base=algebra, step=algebra, say=older))
        step = partial(_one_more, p, rolled, store, moment)
        p.induct(n, law, base=algebra, step=step, say="by induction")
    p.prove(conclusion[2], by=algebra.saying("the corrections cancel the gains"))


def _one_more(p, rolled, store, moment):
    older = p.instance(forall(x, forall(m, rolled)), {x: n + 1})
    p.instance(older, {m: n})
    p.show(eq(store(n + 1), memory(moment, n + 1, n + 1)), by=algebra.saying("the update rule"))


OVER = {"steps": (1, 10, 1000), "first_decay": (0.9,), "second_decay": (0.999,)}
experiment = (
    Experiment(
        quantity="largest gap to Adam written with weighted sums of all past gradients, in units of ε",
        measure=gap_to_weighted_sums,
        predicted=(0, 1e-9),
        control=lambda **point: gap_to_weighted_sums(**point, first_time=2),
        rival_means="the time of the corrections counted from 2",
        over=OVER,
    ),
)


def figure(axis):
    """The path of Adam under gradients without a pattern, beside Adam without the bias corrections, in units of ε: they part
    in the first steps, which the corrections make as long as ε and their lack three times as long."""
    from qedescent.proofs.report.figure import COLOURS

    adam_path, bare_path = paths(60)
    axis.plot(adam_path, color=COLOURS["measured"], label="Adam")
    axis.plot(bare_path, "--", color=COLOURS["rival"], label="without the corrections")
    axis.set_xlabel("time $t$")
    axis.set_ylabel(r"position$/\varepsilon$")
    axis.legend()
