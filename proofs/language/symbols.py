"""The letters of a proof: reals, naturals, random variables, vectors and sequences of them."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Function, Symbol
from sympy.core.function import UndefinedFunction


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
    return _each(names, lambda n: Function(n, real=True, signature=signature))


def sequence(names: str, result: str = "real") -> Any:
    """Sequences indexed by naturals, real ones by default; `sequence("θ", "random")` is a random process."""
    return function(names, result, "nat")


class E(Function):
    """The expectation of a random quantity, left as written."""

    is_real = True


class dot(Function):
    """The inner product of two vectors, left as written."""

    is_real = True
    nargs = (2,)


def norm2(u: Expr) -> Expr:
    """The squared length of a vector."""
    return dot(u, u)  # pyright: ignore


def sort_of(symbol: Symbol) -> str:
    """The kernel's sort of a symbol."""
    if isinstance(symbol, RandomVector):
        return "randvec"
    if isinstance(symbol, Vector):
        return "vec"
    if isinstance(symbol, RandomVariable):
        return "random"
    if symbol.is_integer and symbol.is_nonnegative:
        return "nat"
    if symbol.is_real:
        return "real"
    raise ValueError(f"{symbol} was not declared real: make it with real(), natural(), random() or vector()")


def signature_of(f: UndefinedFunction) -> list[str]:
    """The kernel's signature of a named function: its result's sort, then its arguments'."""
    signature = getattr(f, "signature", None)
    if signature is None:
        raise ValueError(f"{f} has no signature: make it with function() or sequence()")
    return list(signature)


def _each(names: str, make: Any) -> Any:
    made = tuple(make(n) for n in names.replace(",", " ").split())
    return made[0] if len(made) == 1 else made
