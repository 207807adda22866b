"""On a fixed function the exponent belongs to the schedule and the output rule"""

from sympy import Integer, Rational

from qedescent.numeric.evidence.power import FEWEST, runs_for_margin
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.rates import exponent, scaled_constant
from qedescent.numeric.measure.stationary_mean import mean_position
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.sharp import Kink
from qedescent.numeric.schedules import inverse_root
from qedescent.proofs.experiment import Experiment

ID = "sgd-fixed-function-exponents"

claim = (
    r"Steps $1/\sqrt k$ on one fixed function show exponents that say nothing of its class. The last iterate, the plain mean and "
    r"the mean with weights $t$ give about $-0.50$, $-0.95$, $-1.00$ on $|x|$, where errors on both sides of a symmetric kink "
    r"cancel in the mean; $-0.50$, $-0.50$, $-0.50$ on $\max(x,-3x)$, where the mean of the iterates is shifted by a multiple of "
    r"the step size and no averaging removes that; and $-0.51$, $-1.00$, $-0.99$ on $x^2/2$, where the last iterate shows its "
    r"noise floor. A report that infers a class from one such slope is wrong."
)
source = "Measured here; no theorem is claimed"
notes = (
    "What a constant step ε leaves on max(x, -ax) is exact, ε(σ² + a)/2 (sgd-sharp-minimum-floor); with ε = 1/√k it explains the "
    "-1/2 of the last iterates. The stationary density exp(-2|x|/(εσ²)) is a diffusion approximation and no proof.",
    "The inventory has the diffusion's E|x| = εσ²/2 for small ε. That is wrong by the factor 1 + 1/σ² for every ε, because the "
    "kink has no scale of its own: it is right for noise that is large against the slope, and so is the shift (εσ²/2)(a - 1)/a.",
)

MARKS, MARGIN = tuple(2**i for i in range(9, 17)), Rational(1, 10)
SPREAD = 0.41  # of the exponent of one run: of the plain mean on x²/2, where it is largest; a pilot of 4,000 runs
RUNS = runs_for_margin(0.9 * float(MARGIN), SPREAD)  # a tenth of the margin is for what a finite k leaves
steps = SGD(inverse_root(1.0))
functions = {"|x|": Kink(), "max(x, -3x)": Kink(left=3.0), "x²/2": NoisyQuadratic()}
outputs = {"last": "last iterate", "uniform": "plain mean", "weighted": "weights t"}
about = {
    "|x|": ("-0.50", "-0.95", "-1.00"),
    "max(x, -3x)": ("-0.50", "-0.50", "-0.50"),
    "x²/2": ("-0.51", "-1.00", "-0.99"),
}


def observed(measure, name, output, **more):
    return lambda seed: measure(functions[name], steps, output, runs=RUNS, checkpoints=MARKS, seed=seed, **more)


def other(value):
    """The exponent that the other kind of output would show: -1 in place of -1/2, and -1/2 in place of -1."""
    return (-Rational(3, 2) - value - MARGIN, -Rational(3, 2) - value + MARGIN)


def shift(steps, seed):
    """The mean of the iterates on max(x, -3x) at step size 1 in noise of standard deviation 10, over 100."""
    return mean_position(Kink(left=3.0, noise_scale=10.0), SGD(1.0), runs=FEWEST, steps=steps, seed=seed).scaled(0.01)


experiment = (
    *(
        Experiment(
            quantity=f"exponent on {name}, {words}",
            measure=observed(exponent, name, output),
            predicted=(Rational(value) - MARGIN, Rational(value) + MARGIN),
            rival=tuple(lambda bound=bound: bound for bound in other(Rational(value))),
            rival_means=f"{name}, {words}: {'-1' if Rational(value) > -Rational(3, 4) else '-1/2'} in place of it",
            random=True,
        )
        for name, values in about.items()
        for value, (output, words) in zip(values, outputs.items(), strict=True)
    ),
    Experiment(
        quantity="√k × excess error of the last iterate on |x|",
        measure=observed(scaled_constant, "|x|", "last", power=0.5, step=MARKS[-1]),
        predicted=1,
        rival=Rational(1, 2),
        rival_means="σ²/2, from the diffusion's E|x| = εσ²/2 at σ = 1",
        random=True,
    ),
    Experiment(
        quantity="mean of the iterates on max(x, -3x) at ε = 1, σ = 10, over σ²",
        measure=shift,
        predicted=Rational(1, 3),
        rival=Integer(0),
        rival_means="no shift: the mean settles at the minimum",
        over={"steps": (2000,)},
        tolerance=0.03,
        random=True,
    ),
)


def figure(axis):
    """Mean excess error of the last iterate (full), the plain mean (dashed) and the mean with weights t (dotted) with steps 1/√k
    on three fixed functions."""
    from qedescent.proofs.report.figure import COLOURS

    marks, styles = tuple(2**i for i in range(4, 14)), {"last": "-", "uniform": "--", "weighted": ":"}
    for (name, problem), colour in zip(functions.items(), ("measured", "rival", "further"), strict=True):
        found = excess_errors(problem, steps, runs=2000, checkpoints=marks, outputs=tuple(styles))
        for output, line in styles.items():
            label = name if output == "last" else None
            axis.loglog(marks, found[output].mean(axis=1), line, color=COLOURS[colour], label=label)
    axis.set_xlabel("steps $k$")
    axis.set_ylabel("mean excess error")
    axis.legend()
