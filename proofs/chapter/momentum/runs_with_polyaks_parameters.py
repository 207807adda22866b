"""Runs of heavy ball with Polyak's parameters, from rest at 1 along one curvature."""

from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.motion import motion
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak


def run(m, s, steps, curvature):
    """The running heavy ball with Polyak's parameters for curvatures from m² to s², from rest at 1 along one of them."""
    return motion(polyak.polyaks(m, s), lambda point, step: curvature * point, steps, start=1.0)


def highest(m, s):
    """The largest distance from the minimum along the stiff direction in 100 steps."""
    return exactly(abs(run(m, s, 100, s**2).positions).max(), 100)


def fitted_rate(m, s, steps):
    """The rate that the first steps along the stiff direction seem to have."""
    return exactly(abs(run(m, s, steps, s**2).position().value) ** (1 / steps), steps)
