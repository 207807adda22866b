"""The normalised initialisation compromises between forward and backward variance"""

import numpy as np
from numpy.random import SFC64, Generator
from sympy import sqrt

from qedescent.numeric.measure.layer_variance import linear, mean_squares, ratio_through, variance_ratio
from qedescent.proofs.chapter.initialization.layers_of_random_weights import (
    a,
    backward,
    forward,
    i,
    show_spread,
    spread,
    uniform,
)
from qedescent.proofs.chapter.initialization.normalised_variance import (
    compromise,
    m,
    n,
    normalised,
    printed,
    show_compromise,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.language.formulas import forall

ID = "glorot-normalised"

axioms = uniform
given = (a > 0, m > 0, n > 0, *forward.laws, *backward.laws)
conclusion = (forall(i, forward.variance), forall(i, backward.variance), spread, *compromise)
claim = (
    r"Let the weights be independent of one another and of the inputs, with mean 0 and variance $w$. A linear "
    r"unit with $i$ inputs of mean square $q$ then puts out mean 0 and variance $iwq$; backwards, what arrives "
    r"at an input from $i$ outputs has variance $iwp$ in the same way. So a layer from $m$ to $n$ units "
    r"multiplies variances by $mw$ forwards and by $nw$ backwards. The normalised initialisation $U(-a,a)$ "
    r"with $a=\sqrt{6/(m+n)}$ has $w=a^2/3=2/(m+n)$, the harmonic mean $2st/(s+t)$ of $s=1/m$ and $t=1/n$. "
    r"Both variances are kept only if $m=n$, and then it keeps them. The interval of the notes, "
    r"$a=6/\sqrt{m+n}$, has six times this variance: after $k$ square layers the mean square is $6^k$ times "
    r"too large."
)
source = "Glorot and Bengio 2010; Goodfellow, Bengio and Courville 2016, equation 8.23"
notes = (
    "The mean square q of the inputs is their variance when their mean is 0; they need not be independent of one another.",
    "Layer by layer, the outputs of one are the inputs of the next, whose weights are new; backwards the weights are taken to "
    "be independent of the gradients that arrive, as in the source.",
)


def proof(p):
    forward.show_variance(p)
    backward.show_variance(p)
    show_spread(p)
    show_compromise(p)


WIDTH, LAYERS = 256, 10
half_width = sqrt(3 * normalised)
as_printed = sqrt(3 * printed)


def one_layer(backward):
    """Measures the variance ratio of one layer with the normalised initialisation."""

    def measure(inputs, outputs, seed):
        return variance_ratio(width_at(half_width, inputs, outputs), inputs, outputs, backward=backward, runs=2500, seed=seed)

    return measure


def width_at(expression, inputs, outputs):
    """A half-width as a number."""
    return float(expression.xreplace({m: inputs, n: outputs}))


def through_layers(expression, unit=linear):
    """Measures how ten layers of 256 units multiply the mean square."""
    return lambda seed: ratio_through(width_at(expression, WIDTH, WIDTH), WIDTH, LAYERS, seed, unit)


def at(formula):
    """A formula in m and n as a function of the point."""
    return lambda inputs, outputs: formula.xreplace({m: inputs, n: outputs})


experiment = (
    *(
        Experiment(
            quantity=f"{direction} variance ratio of a layer",
            measure=one_layer(direction == "backward"),
            predicted=at(width * normalised),
            rival=at(width * printed),
            rival_means="the interval printed in the notes",
            over={"inputs": (30, 60), "outputs": (30, 20)},
            random=True,
        )
        for direction, width in (("forward", m), ("backward", n))
    ),
    Experiment(
        quantity="mean square after ten linear layers of 256 units, normalised initialisation",
        measure=through_layers(half_width),
        predicted=1,
        control=through_layers(as_printed),
        rival_means="the interval printed in the notes",
        random=True,
    ),
    Experiment(
        quantity="mean square after ten linear layers of 256 units, as the notes print it",
        measure=through_layers(as_printed),
        predicted=6**LAYERS,
        control=through_layers(as_printed, np.tanh),
        rival_means="tanh units, which saturate at this scale",
        random=True,
    ),
)


def figure(axis):
    """Mean square of the activations through ten linear layers of 256 units: normalised, U(-1/√m, 1/√m), and as the notes
    print it, where it grows about sixfold a layer; tanh units (dashed) saturate there."""
    from qedescent.proofs.report.figure import COLOURS

    cases = (
        (width_at(half_width, WIDTH, WIDTH), linear, r"$\sqrt{6/(m+n)}$", "measured", "o-"),
        (WIDTH**-0.5, linear, r"$1/\sqrt{m}$", "further", "s-"),
        (width_at(as_printed, WIDTH, WIDTH), linear, r"$6/\sqrt{m+n}$ (notes)", "rival", "^-"),
        (width_at(as_printed, WIDTH, WIDTH), np.tanh, "the same, tanh", "rival", "--"),
    )
    for width, unit, name, colour, mark in cases:
        found = mean_squares(width, WIDTH, LAYERS, Generator(SFC64(0)), unit)
        axis.semilogy(range(LAYERS + 1), found, mark, color=COLOURS[colour], label=name, markersize=4)
    axis.set_xlabel("layer")
    axis.set_ylabel("mean square")
    axis.legend(title="half-width")
