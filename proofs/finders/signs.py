"""Inequalities: as a product of factors of known sign, or as a nonnegative combination of products of hypotheses and
squares found by a linear program and solved again exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from sympy import QQ, Symbol, factor_list
from sympy import Poly as SymPoly

from qedescent.proofs.finders.denominators import nonzero_references
from qedescent.proofs.finders.linear_programs import combination
from qedescent.proofs.finders.normal_forms import Data, Poly, atom_term, cleared, number_term, poly_term
from qedescent.proofs.kernel.checker import ONE, Proof, Refused, add, monic, multiply
from qedescent.proofs.language.formulas import term
from qedescent.proofs.language.prover import NotFound, Prover, Reason

MOST_FACTS, MOST_COLUMNS = 40, 1500


@dataclass(frozen=True)
class Signed:
    """A quantity that is not negative: its polynomial, the kernel's factors for it, and whether it is surely positive."""

    poly: Poly
    factors: tuple[Any, ...]
    sure: bool


def find_sign(p: Prover, goal: Data, hints: Sequence[Data] = (), degree: int = 2, only: Sequence[int] | None = None) -> None:
    """Establish l > r or l >= r, or raise NotFound."""
    if goal[0] not in (">", ">="):
        raise NotFound(f"{goal[0]} is not an inequality")
    poly = p.kernel.diff(goal)
    plain, divisors = cleared(p.kernel, poly)
    if divisors:
        return _without_denominators(p, goal, plain, divisors, hints, degree, only)
    _clear_facts(p, only)
    for attempt in (_direct, _by_factors, _by_program):
        for size in range(1, degree + 1):
            if attempt(p, goal, poly, hints, size, only):
                return
            if attempt is not _by_program:
                break
    if not _by_multiplying(p, goal, poly, hints, degree, only):
        raise NotFound(f"no sign certificate for {poly_term(p.kernel, poly)}"[:400])


def _by_multiplying(p: Prover, goal: Data, poly: Poly, hints: Any, degree: int, only: Any) -> bool:
    """q has the sign of q * d when d > 0: find one among the facts for which that product has a certificate."""
    kernel = p.kernel
    strict = [i for i in _relevant(p, poly, only) if p.facts[i][0] == ">" and len(kernel.diff(p.facts[i])) <= 3]
    for i in strict[:8]:
        d = kernel.diff(p.facts[i])
        if set(d) == {()}:
            continue
        wanted = [goal[0], poly_term(kernel, multiply(poly, d)), 0]
        mark = len(p.steps), len(p.facts), kernel.steps
        try:
            if p.number(wanted) is None and not _by_program(p, wanted, multiply(poly, d), hints, degree, only):
                raise NotFound("no")
            (a,) = {a for m in kernel.normal(["/", 1, poly_term(kernel, d)]) for a, _ in m if kernel.keys[a][0] == "inv"}
            inverse = _positive_inverse(p, a, dict(kernel.keys[a][1]))
            top = p.number(wanted)
            product = multiply(kernel.diff(p.facts[top]), kernel.diff(p.facts[inverse]))  # pyright: ignore
            scale = _scale(d)
            left = add(poly, product, -scale)  # pyright: ignore[reportArgumentType]
            refs = nonzero_references(p, left)
            p.step("combine", goal=goal, sum=[[number_term(scale), top, inverse]], nonzero=refs)
            return True
        except (NotFound, Refused, ValueError):
            del p.steps[mark[0] :], p.facts[mark[1] :]
            kernel.steps = mark[2]
    return False


def _scale(d: Poly) -> Fraction:
    """d = lead * monic: 1/d = (1/lead) * (1/monic)."""
    return Fraction(1) / d[min(d)]


def _without_denominators(p: Prover, goal: Data, plain: Poly, divisors: Any, hints: Any, degree: int, only: Any) -> None:
    """l - r = N / D: show D > 0 and the sign of N."""
    kernel, refs = p.kernel, []
    top = [goal[0], poly_term(kernel, plain), 0]
    for a, d, e in divisors:
        refs += [_positive_inverse(p, a, d)] * e
    p.establish(top, Reason("sign", lambda q, g: find_sign(q, g, hints, degree, only)))
    number = p.number(top)
    left = kernel.diff(goal)
    for q in [[number, *refs]]:
        left = add(left, _product(kernel, p, q), -1)
    p.step("combine", goal=goal, sum=[[1, number, *refs]], nonzero=nonzero_references(p, left))


def _clear_facts(p: Prover, only: Any) -> None:
    """Inequalities with positive denominators, multiplied out, so that a linear program can use them."""
    kernel = p.kernel
    for i in range(len(p.facts)):
        f = p.facts[i]
        if f[0] not in (">", ">=") or (only is not None and i not in only):
            continue
        try:
            plain, divisors = cleared(kernel, kernel.diff(f))
        except Refused:
            continue
        goal = [f[0], poly_term(kernel, plain), 0]
        if not divisors or p.number(goal) is not None or not plain:
            continue
        factors = [_known_positive(p, d) for _, d, e in divisors for _ in range(e)]
        if None in factors:
            continue
        left: Poly = add(plain, {})
        product = kernel.diff(f)
        for s in factors:
            product = multiply(product, s.poly)  # pyright: ignore
        used = [x for s in factors for x in s.factors]  # pyright: ignore
        try:
            number = p.step("combine", goal=goal, sum=[[1, i, *used]], nonzero=nonzero_references(p, add(left, product, -1)))
            if only is not None and isinstance(only, list):
                only.append(number)
        except NotFound:
            continue


def _known_positive(p: Prover, d: Poly) -> Signed | None:
    kernel = p.kernel
    if kernel.natural(d) and kernel.positive(d):
        return Signed(d, (["natural", poly_term(kernel, d)],), True)
    number = p.number([">", poly_term(kernel, d), 0])
    if number is None:
        parts = [_factor_fact(p, f) for f, e in factors_of(kernel, d) for _ in range(e)]
        return None if None in parts or len(parts) < 2 else _whole(p, d, parts)
    return Signed(kernel.diff(p.facts[number]), (number,), True)


def _factor_fact(p: Prover, f: Poly) -> Signed | None:
    """A stated fact that gives this factor, or its negative, a strict sign."""
    for side in (f, {m: -c for m, c in f.items()}):
        number = p.number([">", poly_term(p.kernel, side), 0])
        if number is not None:
            return Signed(p.kernel.diff(p.facts[number]), (number,), True)
    return None


def _whole(p: Prover, d: Poly, parts: list[Any]) -> Signed | None:
    product = _times(parts)
    m = next(iter(product.poly))
    scale = Fraction(d.get(m, 0)) / product.poly[m]
    if scale <= 0:
        return None
    number = p.step("combine", goal=[">", poly_term(p.kernel, d), 0], sum=[[number_term(scale), *product.factors]])
    return Signed(d, (number,), True)


def _product(kernel: Proof, p: Prover, numbers: list[int]) -> Poly:
    out: Poly = ONE
    for i in numbers:
        out = multiply(out, kernel.diff(p.facts[i]))
    return out


def _positive_inverse(p: Prover, a: int, d: Poly) -> int:
    """The fact 1/d > 0."""
    kernel = p.kernel
    t, under = atom_term(kernel, a), poly_term(kernel, d)
    known = p.number([">", t, 0])
    if known is not None:
        return known
    goal = [">", under, 0]
    if p.number(goal) is None:
        p.establish(goal, signs)
    positive = p.number(goal)
    nonzero = p.step("nonzero", goal=["!=", t, 0], times=under, product=[], nonzero=[positive])
    return p.step("combine", goal=[">", t, 0], sum=[[1, positive, ["nonzero", nonzero]]], nonzero=[positive])


def _direct(p: Prover, goal: Data, poly: Poly, hints: Any, size: int, only: Any) -> bool:
    """A number, a natural, or a fact up to a positive factor."""
    if set(poly) <= {()}:
        c = poly.get((), Fraction(0))
        if c > 0 or (c == 0 and goal[0] == ">="):
            p.step("combine", goal=goal, sum=[[number_term(c)]])
            return True
        return False
    if p.kernel.positive(poly) or (goal[0] == ">=" and p.kernel.natural(poly)):
        whole = {m: c * _denominator(poly) for m, c in poly.items()}
        p.step("combine", goal=goal, sum=[[number_term(Fraction(1, _denominator(poly))), ["natural", poly_term(p.kernel, whole)]]])
        return True
    return False


def _denominator(poly: Poly) -> int:
    out = 1
    for c in poly.values():
        out *= c.denominator
    return out


def factors_of(kernel: Proof, poly: Poly) -> list[tuple[Poly, int]]:
    """The irreducible factors over the rationals, constants left out."""
    atoms = sorted({a for m in poly for a, _ in m})
    letters = {a: Symbol(f"a{a}") for a in atoms}
    if not atoms or len(poly) > 200:
        return [(poly, 1)]
    rationals = {tuple(dict(m).get(a, 0) for a in atoms): QQ(c.numerator, c.denominator) for m, c in poly.items()}
    expression = SymPoly.from_dict(rationals, *letters.values(), domain=QQ)
    _, found = factor_list(expression)
    return [(_back(f, atoms), e) for f, e in found]


def _back(f: SymPoly, atoms: list[int]) -> Poly:
    out: Poly = {}
    for exponents, c in f.terms():
        m = tuple((a, e) for a, e in zip(atoms, exponents, strict=True) if e)
        out[m] = Fraction(int(c.p), int(c.q))
    return out


def _by_factors(p: Prover, goal: Data, poly: Poly, hints: Any, size: int, only: Any) -> bool:
    factors = factors_of(p.kernel, poly)
    if len(factors) == 1 and factors[0][1] == 1:
        return False
    chosen: list[Any] = []
    product: Poly = ONE
    for f, e in factors:
        part = _power_sign(p, f, e, goal[0] == ">")
        if part is None:
            return False
        for s in part:
            chosen += s.factors
            product = multiply(product, s.poly)
    m = next(iter(product))
    weight = Fraction(poly.get(m, 0)) / product[m]
    if weight <= 0:
        return False
    try:
        p.step("combine", goal=goal, sum=[[number_term(weight), *chosen]])
        return True
    except NotFound:
        return False


def _power_sign(p: Prover, f: Poly, e: int, strict: bool) -> list[Signed] | None:
    """f^e as signed quantities, up to sign: squares for the even part, a fact for the odd part."""
    out: list[Signed] = []
    if e > 1:
        nonzero = _nonzero(p, f) if strict else None
        square = ("nonzero", nonzero) if nonzero is not None else ("square", poly_term(p.kernel, f))
        if strict and nonzero is None:
            return None
        one = p.kernel.diff(p.facts[nonzero]) if nonzero is not None else f
        out += [Signed(multiply(one, one), (list(square),), nonzero is not None)] * (e // 2)
    if e % 2:
        odd = _factor_sign(p, f, strict)
        if odd is None:
            return None
        out.append(odd)
    return out


def _nonzero(p: Prover, f: Poly) -> int | None:
    for i, g in enumerate(p.facts):
        if g[0] == "!=" and p.kernel.diff(g) and monic(p.kernel.diff(g)) == monic(f):
            return i
    for side in (f, {m: -c for m, c in f.items()}):
        s = _strict(p, side)
        if s is not None:
            return p.step("nonzero", goal=["!=", poly_term(p.kernel, side), 0], product=[s])
    return None


def _strict(p: Prover, f: Poly) -> int | None:
    goal = [">", poly_term(p.kernel, f), 0]
    try:
        p.have_data(goal, linear)
    except NotFound:
        return None
    return p.number(goal)


def _factor_sign(p: Prover, f: Poly, strict: bool) -> Signed | None:
    """A factor, or its negative, as a fact; shown by a linear program where it is not one."""
    kernel = p.kernel
    for side in (f, {m: -c for m, c in f.items()}):
        if kernel.natural(side):
            return Signed(side, (["natural", poly_term(kernel, side)],), kernel.positive(side))
        for i, g in enumerate(p.facts):
            d = kernel.diff(g) if g[0] in (">", ">=") else {}
            if d and monic(d) == monic(side) and (d[min(d)] > 0) == (side[min(side)] > 0) and (g[0] == ">" or not strict):
                return Signed(d, (i,), g[0] == ">")
    for side in (f, {m: -c for m, c in f.items()}):
        for op in (">", ">=") if not strict else (">",):
            goal = [op, poly_term(kernel, side), 0]
            try:
                p.establish(goal, linear)
                i = p.number(goal)
                if i is not None:
                    return Signed(kernel.diff(p.facts[i]), (i,), op == ">")
            except NotFound:
                continue
    return None


def _by_program(p: Prover, goal: Data, poly: Poly, hints: Any, size: int, only: Any) -> bool:
    kernel, strict = p.kernel, goal[0] == ">"
    signed = list(_products(p, poly, hints, size, only))
    frees = list(_multiples(p, poly, only, size))
    prefer = [i for i, s in enumerate(signed) if s.sure] if strict else []
    weights = combination(poly, [s.poly for s in signed], [f for f, _, _ in frees], prefer)
    if weights is None:
        return False
    summands = [[number_term(w), *s.factors] for w, s in zip(weights, signed, strict=False) if w]
    equations = [[poly_term(kernel, {m: w * c for m, c in q.items()}), i]
                 for w, (_, q, i) in zip(weights[len(signed) :], frees, strict=True) if w]
    try:
        p.step("combine", goal=goal, sum=summands, **{"with": equations})
        return True
    except NotFound:
        return False


def _relevant(p: Prover, poly: Poly, only: Any) -> list[int]:
    """Inequalities that share letters with the goal, directly or through other facts, without repetitions."""
    chosen = [i for i in _connected(p, poly, only) if p.facts[i][0] != "="]
    unique: dict[Any, int] = {}
    for i in chosen:
        unique.setdefault((frozenset(p.kernel.diff(p.facts[i]).items()), p.facts[i][0]), i)
    return list(unique.values())[:MOST_FACTS]


def _connected(p: Prover, poly: Poly, only: Any) -> list[int]:
    """Facts l = r, l > r, l >= r by how many links of shared letters they are away from the goal, newest first."""
    kernel = p.kernel
    waiting = {}
    for i, f in enumerate(p.facts):
        if f[0] in ("=", ">", ">=") and (only is None or i in only):
            try:
                d = kernel.diff(f)
            except Refused:
                continue
            if d and kernel.fits(d, "random"):
                waiting[i] = {a for m in d for a, _ in m}
    letters, chosen = {a for m in poly for a, _ in m}, []
    for _ in range(4):
        near = [i for i in sorted(waiting, reverse=True) if waiting[i] & letters or not waiting[i]]
        for i in near:
            letters = letters | waiting.pop(i)
        chosen += near
    return chosen


def _products(p: Prover, poly: Poly, hints: Any, size: int, only: Any) -> Iterator[Signed]:
    kernel = p.kernel
    single = [Signed(kernel.diff(p.facts[i]), (i,), p.facts[i][0] == ">") for i in _relevant(p, poly, only)]
    naturals = [a for a in sorted({a for m in poly for a, _ in m}) if kernel.keys[a][0] == "nat" and not kernel.free[a]]
    single += [Signed({((a, 1),): Fraction(1)}, (["natural", atom_term(kernel, a)],), False) for a in naturals]
    squares = [_square(kernel, h) for h in hints]
    letters = sorted({a for m in poly for a, _ in m if kernel.keys[a][0] not in ("nat", "dot")})[:8]
    squares += [_square(kernel, atom_term(kernel, a)) for a in letters]
    yield Signed(dict(ONE), (), True)
    yield from squares
    yielded = 0
    for n in range(1, size + 1):
        for group in combinations_with_replacement(single, n):
            yielded += 1
            if yielded > MOST_COLUMNS:
                return
            try:
                yield _times(group)
            except Refused:
                continue
    if size > 1:
        for s in single:
            for q in squares:
                yield _times((s, q))


def _times(group: Sequence[Signed]) -> Signed:
    poly: Poly = ONE
    for s in group:
        poly = multiply(poly, s.poly)
    return Signed(poly, tuple(f for s in group for f in s.factors), all(s.sure for s in group))


def _square(kernel: Proof, hint: Data) -> Signed:
    if isinstance(hint, list) and hint[0] == "norm":
        return Signed(kernel.normal(["dot", hint[1], hint[1]]), (hint,), False)
    if isinstance(hint, list) and hint[0] == "times":
        return _times([_square(kernel, h) if not isinstance(h, Signed) else h for h in hint[1:]])
    q = kernel.normal(hint)
    return Signed(multiply(q, q), (["square", hint],), False)


def _multiples(p: Prover, poly: Poly, only: Any, size: int) -> Iterator[tuple[Poly, Poly, int]]:
    """Connected equations times small monomials."""
    letters = sorted({a for m in poly for a, _ in m})[:8]
    factors: list[Any] = [()] + ([((a, 1),) for a in letters] if size > 1 else [])
    for i in _connected(p, poly, only):
        if p.facts[i][0] == "=":
            for m in factors:
                q = {m: Fraction(1)}
                try:
                    yield multiply(p.kernel.diff(p.facts[i]), q), q, i
                except Refused:
                    continue


def _hinted(hints: Sequence[Any]) -> list[Data]:
    return [h if isinstance(h, list) else term(h)[0] for h in hints]


linear = Reason("sign", lambda p, goal: _only_program(p, goal))
signs = Reason("signs of the factors", find_sign)


def _only_program(p: Prover, goal: Data) -> None:
    poly = p.kernel.diff(goal)
    if _direct(p, goal, poly, (), 1, None):
        return
    for size in (1, 2):
        if _by_program(p, goal, poly, (), size, None):
            return
    raise NotFound("no sign")


def sign(*squares: Any, degree: int = 2, using: Sequence[int] | None = None, words: str = "signs of the factors") -> Reason:
    """A sign certificate with these terms (SymPy expressions, or ["norm", u]) as squares and products of up to `degree` facts."""
    return Reason(words, lambda p, goal: find_sign(p, goal, _hinted(squares), degree, using))
