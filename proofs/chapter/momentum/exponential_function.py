"""The exponential function from its derivative: products, signs, tangents, and polynomials that enclose it."""

from typing import Any

from sympy import Expr, Integer, factorial

from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, has_derivative, ne, term
from qedescent.proofs.language.prover import Data, Prover, Reason
from qedescent.proofs.language.symbols import function, real

u, h, z, τ = real("u h z τ")
exp = function("exp")

slope = has_derivative(u, exp(u), exp(u))
law = (slope, eq(exp(0), 1))
product = forall((u, h), both(ge(exp(u + h), exp(u) * exp(h)), ge(exp(u) * exp(h), exp(u + h))))
never_zero = forall(u, ne(exp(u), 0))
positive = forall(u, gt(exp(u), 0))
rising = forall((u, h), ge(exp(u), exp(h)), given=[u >= h])
tangent = forall(u, ge(exp(u), 1 + u))


def show_exponential(p: Prover) -> None:
    """Show `product`, `positive`, `rising` and `tangent` from `law`."""
    steady = exp(u + h) * exp(-u)
    same = both(ge(steady, exp(h)), ge(exp(h), steady))
    constant = p.prove(forall((u, h), same), by=lambda: _constant(p, same, steady.xreplace({u: z})))
    p.prove(product, by=lambda: p.instance(constant, {u: -u, h: u + h}))
    p.prove(never_zero, by=lambda: _never_zero(p))
    p.prove(positive, by=lambda: _positive(p))
    p.prove(rising, by=lambda: _rises(p, exp(z), h, u, (positive, {u: z})))
    p.prove(tangent, by=lambda: _tangent(p))


def _rises(p: Prover, f: Expr, start: Any, end: Any, *instances: Any) -> int:
    """f(end) >= f(start): the derivative of f, a term in z, is not negative between them, by instances of what is known."""

    def find(p: Prover, goal: Data) -> None:
        for fact, at in instances:
            p.instance(fact, at, by=signs)
        p.have_data(goal, signs)

    p.have(ge(end, start), signs)
    return p.increasing(z, f, start, end, sign=Reason("the slope's sign", find), facts=[p.number(slope.data)])


def _constant(p: Prover, same: Formula, f: Expr) -> None:
    """The derivative of f is 0."""

    def between(start: Any, end: Any) -> None:
        for side in (f, -f):
            _rises(p, side, start, end)
        p.have(same, signs)

    p.either(u, 0, same, greater=lambda: between(0, u), otherwise=lambda: between(u, 0))


def _never_zero(p: Prover) -> None:
    p.instance(product, {u: u, h: -u})
    pair = p.have(gt(exp(u) * exp(-u), 0), sign(degree=1))
    p.step("nonzero", goal=ne(exp(u), 0).data, times=term(exp(-u))[0], product=[pair])


def _positive(p: Prover) -> None:
    """exp(u) is at least the square of exp(u/2)."""
    square = p.instance(product, {u: u / 2, h: u / 2}) + 1
    half = p.instance(never_zero, {u: u / 2})
    combine(p, gt(exp(u), 0), [[1, square], [1, ["nonzero", half]]])


def _tangent(p: Prover) -> None:
    goal = ge(exp(u), 1 + u)

    def between(f: Expr, start: Any, end: Any, at: dict[Any, Any]) -> None:
        _rises(p, f, start, end, (rising, at))
        p.have(goal, sign(degree=1))

    above, below = {u: z, h: 0}, {u: 0, h: z}
    p.either(u, 0, goal, greater=lambda: between(exp(z) - z, 0, u, above), otherwise=lambda: between(z - exp(z), u, 0, below))


def decay_polynomial(degree: int, at: Any = u) -> Expr:
    """1 - u + u²/2 - ... up to this degree."""
    return sum(((-at) ** i / factorial(i) for i in range(degree + 1)), Integer(0))


def decay_gap(degree: int) -> Expr:
    """The polynomial less exp(-u) or, for odd degrees, the reverse."""
    return (-1) ** degree * (decay_polynomial(degree) - exp(-u))


def beside_decay(degree: int) -> Formula:
    """exp(-u) lies above its polynomials of odd degree and below those of even degree."""
    return forall(u, ge(decay_gap(degree), 0), given=[u >= 0])


def show_decay(p: Prover, degree: int) -> None:
    """Show `beside_decay` up to this degree: the derivative of each gap is the gap before it, that of the first exp(-u)."""
    for i in range(degree + 1):
        slope_ = (beside_decay(i - 1), {u: z}) if i else (positive, {u: -z})
        p.prove(beside_decay(i), by=lambda i=i, slope_=slope_: _from_slope(p, decay_gap(i), slope_))


def _from_slope(p: Prover, gap: Expr, slope_: Any) -> None:
    _rises(p, gap.xreplace({u: z}), 0, u, slope_)
    p.have(ge(gap, 0), signs)


def decay_time(decay: Expr, shortest: Expr, longest: Expr) -> Formula:
    """τ = -1/ln(decay), the solution of exp(-1/τ) = decay, is between these."""
    within = both(ge(longest, τ), ge(τ, shortest))
    return forall(τ, within, given=[τ > 0, eq(exp(-1 / τ), decay)])


def show_decay_time(p: Prover, decay: Expr, shortest: Expr, longest: Expr) -> None:
    """A longer or shorter time would make exp(-1/τ) larger or smaller than the decay, by the polynomials around it."""
    above, below = ge(longest, τ), ge(τ, shortest)
    p.either(τ, longest, above, greater=lambda: _absurd(p, above, decay, longest, 5), otherwise=signs)
    p.either(shortest, τ, below, greater=lambda: _absurd(p, below, decay, shortest, 6), otherwise=signs)


def _absurd(p: Prover, goal: Formula, decay: Expr, end: Expr, degree: int) -> None:
    """From τ beyond the end: the difference of the decay and the polynomial there would have a sign that it has not."""
    supposed, side = len(p.facts) - 1, (-1) ** degree
    near, far = (-1 / τ, -1 / end) if degree % 2 else (-1 / end, -1 / τ)
    p.have(ge(near, far), signs)
    farther, beside = p.instance(rising, {u: near, h: far}), p.instance(beside_decay(degree), {u: 1 / end}, by=signs)
    gap = side * (decay_polynomial(degree, 1 / end) - decay)
    false = combine(p, ge(gap, 0), [[1, farther], [1, beside]], [[side, p.number(eq(exp(-1 / τ), decay).data)]])
    combine(p, goal, [[term(-1 / gap)[0], supposed, false]], say="the polynomials around the exponential function")
