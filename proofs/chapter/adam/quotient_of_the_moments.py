"""Two laws of gradients with the same mean and the same second moment, whose first steps of Adam have different means."""

from sympy import Integer, Rational, sqrt

from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, ge, gt
from qedescent.proofs.language.symbols import E, random

even, lopsided, even_square, lopsided_square = random("a b A B")  # after one step s_hat is the gradient, r_hat its square
laws = (
    eq(even**2, 1),
    eq((lopsided - 2) * (2 * lopsided + 1), 0),
    eq(E(even), 0),
    eq(E(lopsided), 0),
    eq(even_square, even**2),
    eq(lopsided_square, lopsided**2),
)
SHARE = -Rational(3, 5)
same_moments = (eq(E(even_square), 1), eq(E(lopsided_square), 1))
different_means = (eq(E(even / sqrt(even_square)), 0), eq(E(lopsided / sqrt(lopsided_square)), SHARE))


def show_quotients(p):
    """Show that the laws agree in both moments and not in the mean of the quotient."""
    p.show(eq(lopsided**2, Rational(3, 2) * lopsided + 1), by=algebra.saying("it is 2 or -1/2"))
    cases = (
        (even, even_square, Integer(1), Integer(1), even),
        (lopsided, lopsided_square, Rational(3, 2) * lopsided + 1, (3 * lopsided + 4) / 5, (4 * lopsided - 3) / 5),
    )
    for value, square, *forms in cases:
        _quotient(p, value, square, *forms)
    p.show(same_moments, by=algebra.saying("the mean of the square"))
    p.show(different_means, by=algebra.saying("the mean of the sign"))


def _quotient(p, value, square, form, size, sign_):
    """The root of the square is the size of the gradient, so the quotient is its sign."""
    law = p.show(eq(square, form), by=algebra.saying("the square"))
    p.have(gt(size, 0), sign(value))
    p.have(gt(square, 0), sign(value))
    p.have(ge(square, 0), signs)
    whole = p.step("root", of=p._term(square)) + 1
    root = sqrt(square)
    p.have(gt(root + size, 0), signs)
    gap = p.have(eq(form, size**2), algebra)
    both_ = ((1 / (root + size), whole), (1 / (root + size), law), (1 / (root + size), gap))
    equal = combine(p, eq(root, size), [], [[p._term(c), i] for c, i in both_], say="both are positive, with equal squares")
    p.have(gt(root, 0), signs)
    split = p.have(eq(value, sign_ * size), algebra)
    parts = [[p._term(1 / root), split], [p._term(-sign_ / root), equal]]
    quotient = combine(p, eq(value / root, sign_), [], parts, say="the quotient is the sign")
    p.step("mean", fact=quotient)
