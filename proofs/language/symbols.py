"""The letters of a proof: reals, naturals, random variables, vectors and sequences of them."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Function, Symbol, sympify
from sympy.core.function import AppliedUndef, UndefinedFunction

from qedescent.proofs.kernel.checker import SORTS, proper


class RandomVariable(Symbol):
    """A random scalar: a function of the sample point."""


class Vector(Symbol):
    """A vector of an inner-product space; it may be scaled, added and stand in `dot`."""


class RandomVector(Vector):
    """A random vector."""


def real(names: str) -> Any:
    """Real numbers, one symbol or a tuple: `ε, λ = real("ε λ")`. Signs are hypotheses, never assumptions of a symbol."""
    return _each(names, lambda n: Symbol(n, real=True))


def natural(names: str) -> Any:
    """Natural numbers 0, 1, 2, ..."""
    return _each(names, lambda n: Symbol(n, integer=True, nonnegative=True))


def random(names: str) -> Any:
    """Random scalars."""
    return _each(names, lambda n: RandomVariable(n, real=True))


def vector(names: str) -> Any:
    """Vectors of one inner-product space."""
    return _each(names, lambda n: Vector(n, real=True))


def random_vector(names: str) -> Any:
    return _each(names, lambda n: RandomVector(n, real=True))


def function(names: str, result: str = "real", *arguments: str) -> Any:
    """Functions: `v = function("v", "real", "nat")` is a sequence v(0), v(1), ...; one real argument by default.

    Sorts are "nat", "real", "random", "vec", "randvec"."""
    signature = (result, *(arguments or ("real",)))
    if not set(signature) <= set(SORTS):
        raise ValueError(f"{', '.join(signature)} are not all among the sorts {', '.join(SORTS)}")
    return _each(names, lambda n: UndefinedFunction(n, bases=(Applied,), real=True, signature=signature))


def sequence(names: str, result: str = "real") -> Any:
    """Sequences indexed by naturals, real ones by default; `sequence("θ", "random")` is a random process."""
    return function(names, result, "nat")


class Applied(AppliedUndef):
    """A named function of expressions."""

    def __new__(cls, *arguments: Any, **options: Any) -> Any:
        return super().__new__(cls, *map(expression, arguments), **options)


class E(Function):
    """The expectation of a random quantity, left as written."""

    is_real = True

    def __new__(cls, *arguments: Any, **options: Any) -> Any:
        return super().__new__(cls, *map(expression, arguments), **options)


class dot(Function):
    """The inner product of two vectors, left as written."""

    is_real = True
    nargs = (2,)

    def __new__(cls, *arguments: Any, **options: Any) -> Any:
        return super().__new__(cls, *map(expression, arguments), **options)


def expression(x: Any) -> Expr:
    """x as an expression; a string is refused, for SymPy would parse it, and its parser runs what it reads."""
    return sympify(x, strict=True)


def norm2(u: Expr) -> Expr:
    """The squared length of a vector."""
    return dot(u, u)  # pyright: ignore


def name_of(symbol: Any) -> str:
    """The kernel's name of a symbol or function: an identifier, so that it is a name wherever it is written."""
    name = symbol.name if isinstance(symbol, Symbol) else symbol.__name__
    if isinstance(symbol, Dummy) or not proper(name):
        raise ValueError(f"{name!r} cannot be a name here: give it a letter or a word")
    return name


def sort_of(symbol: Symbol) -> str:
    """The kernel's sort of a symbol. What SymPy is told of a symbol beyond its sort would be a hidden hypothesis."""
    for kind, sort in ((RandomVector, "randvec"), (Vector, "vec"), (RandomVariable, "random")):
        if isinstance(symbol, kind):
            return sort
    for sort, plain in (("real", real("x")), ("nat", natural("n"))):
        if symbol.assumptions0 == plain.assumptions0:
            return sort
    raise ValueError(
        f"{symbol} is neither plainly real nor plainly natural: make it with real(), natural(), random() or vector(), "
        "and state its sign as a hypothesis"
    )


def signature_of(f: UndefinedFunction) -> list[str]:
    """The kernel's signature of a named function: its result's sort, then its arguments'."""
    signature = getattr(f, "signature", None)
    if signature is None:
        raise ValueError(f"{f} has no signature: make it with function() or sequence()")
    return list(signature)


def _each(names: str, make: Any) -> Any:
    made = tuple(make(n) for n in names.replace(",", " ").split())
    for m in made:
        name_of(m)
    return made[0] if len(made) == 1 else made
