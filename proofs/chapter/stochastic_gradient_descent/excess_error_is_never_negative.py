"""The excess error is never negative"""

from dataclasses import replace

from sympy import Integer

from qedescent.analytic.moments import stationary_variance
from qedescent.analytic.notation import n, ε, λ, σ
from qedescent.analytic.rules import sgd
from qedescent.numeric import ensemble
from qedescent.numeric.evidence import exactly, mean_interval
from qedescent.numeric.evidence.power import runs_for_mean
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.language.formulas import forall, ge
from qedescent.proofs.language.symbols import E, function, random_vector, real, sequence

ID = "excess-error"

J = function("J", "real", "vec")
θ = sequence("θ", "randvec")
least = real("J_min")
x = random_vector("x")

given = (forall(x, ge(J(x), least)),)
conclusion = (
    forall(n, ge(J(θ(n)) - least, 0)),
    forall(n, ge(E(J(θ(n))) - least, 0)),
)
claim = (
    r"If no value of the cost lies below $J_{\min}$, the excess error $J(\theta_k)-J_{\min}$ of every iterate is at least 0, "
    r"and for random iterates so is its expectation $\mathrm{E}J(\theta_k)-J_{\min}$, which the theorems of this section bound "
    r"from above and below."
)
source = "Goodfellow, Bengio and Courville 2016, section 8.3.1 (definition)"
notes = (
    "Neither the loss on a minibatch at the iterate nor the least error along a run may take its place: the first may be "
    "negative, the second falls even where the iterates do not come nearer.",
)


def proof(p):
    pointwise, mean = conclusion
    p.prove(pointwise, by=lambda: _pointwise(p))
    p.prove(mean, by=lambda: _in_the_mean(p))


def _pointwise(p):
    value = p.instance(given[0], {x: θ(n)})
    return combine(p, ge(J(θ(n)) - least, 0), [[1, value]], say="no value lies below the minimum")


def _in_the_mean(p):
    mean = p.step("mean", fact=_pointwise(p))
    combine(p, ge(E(J(θ(n))) - least, 0), [[1, mean]], say="the mean of what is not negative")


FAR, STEP, STEPS = 1.0, 0.1, 64
RUNS = runs_for_mean(0.2, 2**0.5)  # tells a fifth: an excess error on a parabola varies by √2 of its mean at most
problem, optimizer = NoisyQuadratic(start=FAR), SGD(STEP)


def excess(runs=RUNS, seed=0):
    """Excess errors at every one of 64 steps from 1 away."""
    marks = tuple(range(1, STEPS + 1))
    return ensemble.run(problem, optimizer, runs=runs, steps=STEPS, seed=seed, checkpoints=marks).excess(problem)


def smallest_excess(seed):
    """The smallest excess error of any iterate of all runs."""
    return replace(exactly(excess(seed=seed).min(), STEPS), runs=RUNS)


def minibatch_excess(seed):
    """What a minibatch of one example shows instead: its own loss at the iterate less its own loss at the minimum."""
    points = ensemble.run(problem, optimizer, runs=RUNS, steps=STEPS, seed=seed).points["last"][-1]
    example = ensemble.run(problem, SGD(1.0), runs=RUNS, steps=1, seed=seed + 1).points["last"][-1]
    shown = 0.5 * (points - example) ** 2 - 0.5 * example**2
    return replace(exactly(shown.min(), STEPS), runs=RUNS)


def mean_excess(seed):
    return mean_interval(excess(seed=seed)[-1], STEPS)


def least_along_the_run(seed):
    """The mean of the smallest excess error on the way."""
    return mean_interval(excess(seed=seed).min(axis=0), STEPS)


floor = stationary_variance(sgd)  # the second moment nears it by (1 - ελ)² a step, see sgd-constant-step-floor
second_moment = floor + (1 - ε * λ) ** (2 * n) * (1 - floor)
at = {ε: Integer(1) / 10, λ: Integer(1), σ: Integer(1), n: Integer(STEPS)}
experiment = (
    Experiment(
        quantity="smallest excess error",
        measure=smallest_excess,
        predicted=(0, 1),
        control=minibatch_excess,
        rival_means="the loss on one example in place of the cost: it falls below its value at the minimum",
        random=True,
    ),
    Experiment(
        quantity="mean excess error after 64 steps",
        measure=mean_excess,
        predicted=(λ / 2 * second_moment).xreplace(at),
        control=least_along_the_run,
        rival_means="the least error along the run in place of the error of the iterate",
        random=True,
    ),
)


def figure(axis):
    """Excess errors of 200 runs after 64 steps with a constant step: all are at or above 0, and their mean is above it."""
    from qedescent.proofs.report.figure import COLOURS

    found = excess(runs=200)[-1]
    axis.hist(found, bins=30, color=COLOURS["band"], edgecolor=COLOURS["measured"])
    axis.axvline(found.mean(), color=COLOURS["predicted"], linestyle="--", label="mean")
    axis.set_xlabel(r"excess error $J(\theta_k)-\min J$")
    axis.set_ylabel("runs")
    axis.legend()
