"""What a rule's path does when gradients, coordinates or the origin change, and whether its first step is bounded.

Found on gradients given beforehand, in decimals of 50 digits, at one set of numbers: an answer that is said to be checked
is no proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, localcontext
from typing import Any

from sympy import Abs, Expr, Integer, Rational, Symbol, limit, oo
from sympy.core.function import AppliedUndef

from qedescent.analytic.notation import g, t, θ
from qedescent.proofs.judging.expressions import expression
from qedescent.proofs.judging.writing import shown
from qedescent.proofs.lifting.cross_check import follow
from qedescent.proofs.lifting.oracle import value
from qedescent.proofs.lifting.reading import Reading

GRADIENTS = tuple(map(Decimal, ("3", "-1", "4", "1", "-5", "9", "-2", "6")))
SAME = Decimal("1e-40")
C, ORIGIN = Decimal(4096), Decimal(7)  # C has exact roots
POWERS = {Decimal(2) ** (6 * p): p for p in range(-4, 5)}  # C to halves: {C^(p/2): p}
CHECKED = " (checked, not proved)"
Path = list[Decimal]
Row = tuple[str, str]


def invariances(reading: Reading) -> list[Row]:
    """(what is changed, what becomes of the path)."""
    with localcontext(Context(prec=50)):
        moved = ("the steps stay the same" if _translated(reading) else "the steps change") + CHECKED
        return [*((f"{what} times c", _said(reading, what)) for what in ("gradients", "coordinates")), ("origin moved", moved)]


def _said(reading: Reading, what: str) -> str:
    power = _power(reading, what, {})
    if power is not None:
        return _word(power, what) + CHECKED
    if "δ" in reading.parameters:
        power = _power(reading, what, {"δ": Decimal(0)})
        if power is not None:
            return f"with δ = 0 alone {_word(power, what)}{CHECKED}"
        if not any(_run(reading, fixed={"δ": Decimal(0)}) or [1]):
            return "the path changes in shape; with δ = 0 nothing moves" + CHECKED
    return "the path changes in shape" + CHECKED


def _word(power: int, what: str) -> str:
    if what == "coordinates" and power == 2:
        return "the path is scaled with them"
    scaled = {0: "", 2: "c", -2: "1/c"}.get(power, f"c^({power}/2)" if power % 2 else f"c^{power // 2}")
    told = f"the steps are multiplied by {scaled}" if scaled else "the path stays the same"
    return told + {"gradients": ""}.get(what, ", and is not scaled with them" if not scaled else ", and not by c")


def _power(reading: Reading, what: str, fixed: Mapping[str, Decimal]) -> int | None:
    """p when every step is multiplied by c^(p/2); None when they are not all scaled alike."""
    plain = _run(reading, fixed=fixed)
    other = _run(reading, C if what == "gradients" else 1 / C, fixed)
    if plain is None or other is None or not any(plain):
        return None
    return next((p for factor_, p in POWERS.items() if _alike(other, [factor_ * x for x in plain])), None)


def _translated(reading: Reading) -> bool:
    plain, moved = _run(reading), _run(reading, start=ORIGIN)
    if plain is None or moved is None:
        return False
    return _alike([ORIGIN + x for x in plain], moved)


def _alike(one: Path, other: Path) -> bool:
    return all(abs(b - a) <= SAME * max(abs(a), abs(b)) for a, b in zip(one, other, strict=True))


def _run(
    reading: Reading, scale: Decimal = Decimal(1), fixed: Mapping[str, Decimal] | None = None, start: Decimal = Decimal(0)
) -> Path | None:
    """θ after each step; None where a formula has no value or the reading says nothing."""
    values: Any = {**_values(reading), **(fixed or {})}
    gradients: Sequence[Any] = [scale * x for x in GRADIENTS]
    try:
        path = [point for _, point in follow(reading, gradients, [values] * len(gradients), float(start))]
    except (ArithmeticError, KeyError, ValueError):
        return None
    return path if len(path) == len(gradients) else None


def _values(reading: Reading) -> dict[str, Decimal]:
    """Numbers in (0, 1), all different."""
    return {p: Decimal(i + 2) / (len(reading.parameters) + 3) for i, p in enumerate(reading.parameters)}


def first_step(reading: Reading) -> str:
    """What the first step is, and whether it stays bounded however large the gradient is, found at 1e20 and 1e40."""
    step = _first(reading)
    said = "" if step.has(θ) else f"{shown(step)}: "
    small, large = (_length(reading, Decimal(x)) for x in ("1e20", "1e40"))
    if small is None or large is None:
        return said + "has no value at large gradients"
    if large > small * Decimal("1.001"):
        return said + "grows without bound with the gradient" + CHECKED
    return f"{said}bounded, tends to {_limit(reading, step, large)} as the gradient grows{CHECKED}"


def _first(reading: Reading) -> Expr:
    """θ's change in the first step, with the memories as they begin."""
    begun = {Symbol(x, real=True): expression(f) for x, f in reading.start.items()}
    after = (reading.first or reading.after)["θ"]
    return (expression(after).xreplace(begun).xreplace({t: Integer(1)}) - θ).simplify()


def _length(reading: Reading, gradient: Decimal) -> Decimal | None:
    with localcontext(Context(prec=50)):
        at = {**_values(reading), "g": gradient, "t": Decimal(1), "θ": Decimal(0)}
        try:
            at |= {x: value(f, at) for x, f in reading.start.items()}
            return abs(value((reading.first or reading.after)["θ"], at))
        except (ArithmeticError, KeyError, ValueError):
            return None


def _limit(reading: Reading, step: Expr, large: Decimal) -> str:
    """A formula, if SymPy finds one that is right at the numbers used; else the number."""
    numbers = _values(reading)
    if not step.has(θ) and not step.atoms(AppliedUndef):
        positive = {s: Symbol(s.name, positive=True) for s in step.free_symbols}
        found = abs(limit(step.xreplace(positive), positive[g], oo)) if g in positive else abs(step)
        found = found.replace(lambda e: isinstance(e, Abs) and e.args[0].is_Pow, lambda e: e.args[0])  # checked below
        at = found.xreplace({Symbol(p, positive=True): Rational(*x.as_integer_ratio()) for p, x in numbers.items()})
        if at.is_number and abs(Decimal(str(at.evalf(20))) - large) <= Decimal("1e-9") * large:
            return shown(found.xreplace({positive[s]: s for s in positive}))
    return f"{float(large):.6g} at " + ", ".join(f"{p} = {float(x):.4g}" for p, x in numbers.items())
