"""How far a value is from its limit, when it is the limit less a distance that is not negative."""

from __future__ import annotations

from typing import Any

from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, ge
from qedescent.proofs.language.prover import Prover, Reason


def stays_below(p: Prover, value: Any, limit: Any, distance: Any, by: Reason = algebra, sign: Reason = signs) -> None:
    """Show |value - limit| <= distance from value = limit - distance (`by`) and distance >= 0 (`sign`)."""
    law = p.have(eq(value, limit - distance), by)
    amount = p.have(ge(distance, 0), sign)
    p.step("combine", goal=ge(distance, value - limit).data, sum=[[2, amount]], **{"with": [[-1, law]]})
    p.step("combine", goal=ge(distance, limit - value).data, **{"with": [[1, law]]})


def alternates_within(p: Prover, value: Any, sign_of: Any, amount: Any, bound: Any, law: int) -> None:
    """Show |value| <= bound where fact `law` says value = sign * amount, from -1 <= sign <= 1 and 0 <= amount <= bound."""
    above, below = (p.number(f.data) for f in (ge(1, sign_of), ge(sign_of, -1)))
    size, room = (p.number(f.data) for f in (ge(amount, 0), ge(bound, amount)))
    for wanted, side, factor in ((value, above, -1), (-value, below, 1)):
        p.step("combine", goal=ge(bound, wanted).data, sum=[[1, room], [1, side, size]], **{"with": [[factor, law]]})
