"""How many steps gradient descent and heavy ball, both tuned best, need from (1, 1) to a millionth: counted and foretold."""

from math import log as log_of

from sympy import Rational, ceiling, lambdify, log, sqrt

from qedescent.analytic.notation import L, n, μ
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.trajectory import on_quadratic, steps_until
from qedescent.numeric.optimizers import SGD
from qedescent.proofs.chapter.ill_conditioning import gradient_descent_contracts_by as gradient_descent
from qedescent.proofs.chapter.momentum import optimal_heavy_ball_grows_before_it_shrinks as transient
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak

MILLIONTH = Rational(1, 10**6)


def ends(s):
    """The curvatures from 1 to s², and their roots."""
    return {μ: 1, L: s**2, polyak.m: 1, polyak.s: s}


def best_descent(s):
    """Running gradient descent with its best step size for curvatures from 1 to s²."""
    return SGD(float(gradient_descent.best.subs(ends(s))))


def best_heavy_ball(s):
    """Running heavy ball with Polyak's parameters for curvatures from 1 to s²."""
    return polyak.polyaks(1, s)


def steps_needed(make, most):
    """Steps from (1, 1) until the distance from the minimum stays within a millionth."""
    return lambda s: exactly(steps_until(on_quadratic(make(s), (1, s**2), (1, 1), most(s)), float(MILLIONTH)))


def steps_at(rate):
    """The same for a distance that begins with √2 and shrinks by this rate a step."""
    return lambda s: ceiling(log(sqrt(2) / MILLIONTH) / -log(rate.subs(ends(s))))


def steps_of_heavy_ball(s):
    """The same by the closed forms along both axes (hb-transient), which only fall from step s on."""
    distance = lambdify(n, sqrt(transient.soft**2 + transient.stiff**2).subs(ends(s)), "math")
    return next(i for i in range(int(s), int(16 * s)) if distance(i) <= MILLIONTH)


descent = steps_needed(best_descent, lambda s: 8 * s**2)
heavy_ball = steps_needed(best_heavy_ball, lambda s: 12 * s)


def gain(s):
    """How many times as many steps gradient descent needs."""
    return exactly(descent(s).value / heavy_ball(s).value)


def exponent(counted):
    """The power of the condition number with which a count grows from κ = 4 to κ = 1024."""
    return lambda: exactly(log_of(counted(32).value / counted(2).value) / log_of(256))
