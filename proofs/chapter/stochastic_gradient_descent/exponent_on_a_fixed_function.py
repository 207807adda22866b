"""On a fixed function the exponent belongs to the schedule and the output rule"""

from sympy import Rational

from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.rates import exponent
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.sharp import Kink
from qedescent.numeric.schedules import inverse_root
from qedescent.proofs.experiment import Experiment

ID = "sgd-fixed-function-exponents"

claim = (
    r"Steps $1/\sqrt k$ on one fixed function show exponents that say nothing of its class: $|x|$ gives about $-1/2$ for the "
    r"last iterate and about $-1$ for the average, whose errors cancel at a symmetric kink; $\max(x,-3x)$ gives about $-1/2$ "
    r"for both; $x^2/2$ gives about $-1/2$ for the last iterate, its noise floor, and about $-1$ for the average. A report "
    r"that infers a theorem from one such slope is wrong."
)
source = "Measured here; no theorem is claimed"
notes = ("The diffusion argument behind these numbers is an approximation for small steps and is no proof.",)

MARKS = (256, 512, 1024, 2048, 4096, 8192)
steps = SGD(inverse_root(1.0))
functions = {"|x|": Kink(), "max(x, -3x)": Kink(left=3.0), "x²/2": NoisyQuadratic()}
about = {
    ("|x|", "last"): Rational(-1, 2),
    ("|x|", "uniform"): Rational(-97, 100),
    ("max(x, -3x)", "last"): Rational(-1, 2),
    ("max(x, -3x)", "uniform"): Rational(-1, 2),
    ("x²/2", "last"): Rational(-1, 2),
    ("x²/2", "uniform"): -1,
}


def measured(name, output):
    return lambda seed: exponent(functions[name], steps, output, runs=4096, checkpoints=MARKS, seed=seed)


experiment = tuple(
    Experiment(
        quantity=f"exponent on {name}, {'average' if output == 'uniform' else 'last iterate'}",
        measure=measured(name, output),
        predicted=(value - Rational(8, 100), value + Rational(8, 100)),
        rival=(-value - Rational(158, 100), -value - Rational(142, 100)),
        rival_means="the other output rule's exponent",
        random=True,
    )
    for (name, output), value in about.items()
)


def figure(axis):
    """Mean excess error of the last iterate (full) and of the average (dashed) with steps 1/√k on three fixed functions."""
    from qedescent.proofs.report.figure import COLOURS

    marks = tuple(2**i for i in range(4, 13))
    for (name, problem), colour in zip(functions.items(), ("measured", "rival", "further"), strict=True):
        found = excess_errors(problem, steps, runs=2000, checkpoints=marks, outputs=("last", "uniform"))
        axis.loglog(marks, found["last"].mean(axis=1), "-", color=COLOURS[colour], label=name)
        axis.loglog(marks, found["uniform"].mean(axis=1), "--", color=COLOURS[colour])
    axis.set_xlabel("steps $k$")
    axis.set_ylabel("mean excess error")
    axis.legend()
