"""The velocity is a sum of past gradients with weights αʲ"""

from sympy import Sum

from qedescent.analytic.notation import g, k, n, v, α, ε, θ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.language.formulas import eq, forall
from qedescent.proofs.language.symbols import function, natural, real, sequence

ID = "momentum-update-unrolled"

position, velocity = sequence("θ v")
gradient = function("g")
j, m = natural("j m")
x = real("x")


def step(target):
    """The rule's next value of θ or v at step k + 1, whose gradient is g(k + 1)."""
    return next_values(momentum)[target].xreplace({v: velocity(k), θ: position(k), g: gradient(k + 1)})


def memory(steps, newest):
    """The sum of αʲ g(newest - j) over the last `steps` gradients."""
    return Sum(α**j * gradient(newest - j), (j, 0, steps - 1))


given = (forall(k, eq(velocity(k + 1), step(v))), forall(k, eq(position(k + 1), step(θ))))
conclusion = (
    forall(n, eq(velocity(n), α**n * velocity(0) - ε * memory(n, n))),
    forall(k, eq(position(k + 2), position(k + 1) - ε * gradient(k + 2) + α * (position(k + 1) - position(k)))),
)
claim = (
    r"With $v\leftarrow\alpha v-\varepsilon g$ and $\theta\leftarrow\theta+v$ the velocity after $n$ steps is "
    r"$\alpha^nv_0-\varepsilon\sum_{j<n}\alpha^jg_{n-j}$, coordinate by coordinate and for any gradients $g_1,g_2,\dots$; "
    r"the velocity can be left out, and the rule then adds to the gradient step $\alpha$ times the last change of $\theta$."
)
source = "Goodfellow, Bengio and Courville 2016, equations 8.15 and 8.16; Polyak 1964; own induction"
notes = (
    r"The seed notes print $\Delta_\theta$ for $\nabla_\theta$ in the rule; the Laplacian is a number, and the right side "
    r"must be a vector.",
    r"The gradients are written as a function of a real number, of which only the values at $1,2,3,\dots$ are used.",
)


def proof(p):
    unrolled, without_velocity = conclusion
    shifted = eq(memory(m + 1, x), gradient(x) + α * memory(m, x - 1))
    p.prove(forall(x, forall(m, shifted)), by=lambda: p.induct(m, shifted, base=algebra, step=algebra, say="every past gradient is one step older"))
    law = eq(velocity(n), α**n * velocity(0) - ε * memory(n, n))
    p.induct(n, law, base=algebra, step=lambda: _one_more(p, law))
    p.prove(without_velocity, by=algebra.saying("the last change of θ is the velocity"))


def _one_more(p, law):
    older = p.instance(forall(x, forall(m, eq(memory(m + 1, x), gradient(x) + α * memory(m, x - 1)))), {x: n + 1})
    p.instance(older, {m: n})
    p.show(eq(velocity(n + 1), α ** (n + 1) * velocity(0) - ε * memory(n + 1, n + 1)), by=algebra.saying("the update rule"))
