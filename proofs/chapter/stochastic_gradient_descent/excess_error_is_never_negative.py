"""The excess error is never negative"""

from dataclasses import replace

from sympy import Rational

from qedescent.analytic.notation import n
from qedescent.numeric import ensemble
from qedescent.numeric.evidence import exactly
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import forall, ge
from qedescent.proofs.language.symbols import E, function, random, real, sequence

ID = "excess-error"

J = function("J")
θ = sequence("θ", "random")
least = real("J_min")
x = random("x")

given = (forall(x, ge(J(x), least)),)
conclusion = (forall(n, ge(J(θ(n)) - least, 0)), forall(n, ge(E(J(θ(n)) - least), 0)))
claim = (
    r"If no value of the cost lies below $J_{\min}$, the excess error $J(\theta_k)-J_{\min}$ of every iterate is at least 0, "
    r"and so is its expectation for random iterates. The theorems of this section bound that expectation from above and below."
)
source = "Goodfellow, Bengio and Courville 2016, section 8.3.1 (definition)"


def proof(p):
    pointwise, mean = conclusion
    p.prove(pointwise, by=lambda: _pointwise(p))
    p.prove(mean, by=lambda: _in_the_mean(p))


def _pointwise(p):
    p.instance(given[0], {x: θ(n)})
    p.show(ge(J(θ(n)) - least, 0), by=signs.saying("no value lies below the minimum"))


def _in_the_mean(p):
    _pointwise(p)
    mean = p.step("mean", fact=p.number(ge(J(θ(n)) - least, 0).data))
    p.step("combine", goal=ge(E(J(θ(n)) - least), 0).data, sum=[[1, mean]], say="the mean of what is not negative")


def smallest_excess(seed):
    """The smallest excess error of any recorded iterate of 4096 noisy runs that start with excess error 1/2."""
    problem = NoisyQuadratic(start=1.0)
    excess = ensemble.run(problem, SGD(0.1), runs=4096, steps=64, seed=seed).excess(problem)
    return replace(exactly(excess.min(), 64), runs=4096)


def minibatch_excess(seed):
    """What a minibatch of one example shows instead: its own loss at the iterate less its own loss at the minimum."""
    problem = NoisyQuadratic(start=1.0)
    points = ensemble.run(problem, SGD(0.1), runs=4096, steps=64, seed=seed).points["last"][-1]
    example = ensemble.run(problem, SGD(1.0), runs=4096, steps=1, seed=seed + 1).points["last"][-1]
    shown = 0.5 * (points - example) ** 2 - 0.5 * example**2
    return replace(exactly(shown.min(), 64), runs=4096)


experiment = Experiment(
    quantity="smallest excess error",
    measure=smallest_excess,
    predicted=(0, Rational(1, 2)),
    control=minibatch_excess,
    rival_means="the loss on one example in place of the cost: it falls below its value at the minimum",
    random=True,
)


def figure(axis):
    """Excess errors of 200 runs after 64 steps with a constant step: all are at or above 0, and their mean is above it."""
    from qedescent.proofs.report.figure import COLOURS

    problem = NoisyQuadratic(start=1.0)
    excess = ensemble.run(problem, SGD(0.1), runs=200, steps=64).excess(problem)[-1]
    axis.hist(excess, bins=30, color=COLOURS["band"], edgecolor=COLOURS["measured"])
    axis.axvline(excess.mean(), color=COLOURS["predicted"], linestyle="--", label="mean")
    axis.set_xlabel(r"excess error $J(\theta_k)-\min J$")
    axis.set_ylabel("runs")
    axis.legend()
