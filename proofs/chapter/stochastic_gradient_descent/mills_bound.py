"""Mills' bound on the tail of the normal law: Φ(x) is at most φ(x)/|x| for x < 0."""

from qedescent.proofs.chapter.stochastic_gradient_descent.standard_normal_law import (
    Φ,
    density,
    known_derivatives,
    lowest,
    x,
    y,
    z,
    φ,
    ω,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.language.formulas import Formula, forall, ge, gt, term
from qedescent.proofs.language.prover import Data, Prover, Reason

mills = forall(x, ge(φ(x), -x * Φ(x)), given=[gt(0, x)])


def mills_bound(p: Prover) -> int:
    """`mills`: no t has Φ(t) below Φ(x) - φ(x)/|x|, and 0 is the greatest lower bound of Φ."""
    return p.prove(mills, by=lambda: _mills(p))


def _mills(p: Prover) -> None:
    room = combine(p, gt(-x, 0), [[1, p.number(gt(0, x).data)]])
    inverse, here = inverse_positive(p, term(-x)[0]), density(p, x)
    nowhere_lower = Reason("Φ is nowhere lower", lambda q, wanted: _nowhere_lower(q, wanted, inverse, here))
    under = p.instance(lowest, {ω: Φ(x) + φ(x) / x}, by=nowhere_lower)
    combine(p, mills.data[3], [[1, under, room]])


def _nowhere_lower(p: Prover, wanted: Data, inverse: int, here: int) -> None:
    p.prove(Formula(wanted), by=lambda: _at(p, wanted[3], inverse, here))


def _at(p: Prover, wanted: Data, inverse: int, here: int) -> None:
    right, left = lambda: _right_of(p, wanted, inverse, here), lambda: _left_of(p, wanted, inverse)
    p.either(z, x, Formula(wanted, {"z": "real", "x": "real"}), greater=right, otherwise=left)


def _right_of(p: Prover, wanted: Data, inverse: int, here: int) -> None:
    combine(p, ge(z, x), [[1, len(p.facts) - 1]])
    rising = lambda: combine(p, ge(φ(y), 0), [[1, density(p, y)]])  # noqa: E731
    more = p.increasing(y, Φ(y), x, z, sign=rising, facts=known_derivatives(p))
    combine(p, wanted, [[1, more], [1, here, inverse]])


def _left_of(p: Prover, wanted: Data, inverse: int) -> None:
    """Left of x the sum of Φ and φ/x does not fall."""

    def falling() -> None:
        combine(p, ge(-φ(y) + y * φ(y) / x, 0), [[1, density(p, y), p.number(ge(x, y).data), inverse]])

    more = p.increasing(y, -Φ(y) - φ(y) / x, z, x, sign=falling, facts=known_derivatives(p))
    combine(p, wanted, [[1, more], [1, density(p, z), inverse]])
