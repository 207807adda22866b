"""What a JAX update computes: traced with its hyperparameters and state as arguments, then followed with terms.

Nothing is compiled and no source is looked at. The tracing is in 64 bits, whatever the user has set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from qedescent.proofs.lifting.cross_check import START, hyperparameters
from qedescent.proofs.lifting.extras import library
from qedescent.proofs.lifting.jaxpr_terms import Walk
from qedescent.proofs.lifting.letters import unique_letters
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.lifting.recording import Arithmetic, Data, Path, Unreadable, term_of
from qedescent.proofs.lifting.two_steps import Formulas, Values, read_steps, values_before

Numbers = Mapping[str, Any]  # the hyperparameters' tracers by letter
FIELDS = {
    "mu": "s", "nu": "r", "nu_max": "r_max", "trace": "v", "sum_of_squares": "r", "e_g": "r", "e_x": "d",
}  # fmt: skip


def double_precision() -> AbstractContextManager[Any]:
    """64-bit numbers while it lasts, and what was set before afterwards."""
    jax = library("jax", "jax")
    return jax.enable_x64(True) if hasattr(jax, "enable_x64") else library("jax.experimental", "jax").enable_x64(True)


def read_jax(
    parameters: Sequence[str],
    start: Callable[[Numbers, Any], Any],
    update: Callable[[Numbers, Any, Any, Any], tuple[Any, Any]],
    fields: Mapping[str, str] = FIELDS,
) -> Reading:
    """The reading of state = start(numbers, θ) and θ, state = update(numbers, θ, g, state), functions that JAX can trace.

    `fields` gives the letters of the state's fields; others keep their own name. Raises Unreadable, naming the operation.
    """
    jax = library("jax", "jax")
    with double_precision():
        vector = jax.ShapeDtypeStruct((len(START),), jax.numpy.float64)
        begun = Path()
        begin, state = _traced(jax, parameters, begun, start, vector)
        terms = Walk(values_before({}, parameters), begun).numbers(begin, [*parameters, "θ"])
        leaves, structure = jax.tree_util.tree_flatten_with_path(state)
        letters = unique_letters([_name(path) for path, _ in leaves], fields, parameters)
        step, (_, after) = _traced(jax, parameters, begun, update, vector, vector, state)
        if jax.tree_util.tree_structure(after) != structure:
            raise Unreadable("the state changes its structure from step to step")

    def follow(memories: Formulas, values: Values, on: Path) -> Formulas:
        given = [*parameters, "θ", "g", *(memories[x] for x in letters)]
        return dict(zip(("θ", *letters), Walk(values, on).numbers(step, given), strict=True))

    started = dict(zip(letters, terms, strict=True))
    return read_steps(parameters, started, follow, begun.conditions)


def _traced(jax: Any, parameters: Sequence[str], path: Path, f: Callable[..., Any], *rest: Any) -> tuple[Any, Any]:
    """The jaxpr of f(numbers, *rest) with the shape of what it returns."""
    scalars = [jax.ShapeDtypeStruct((), jax.numpy.float64)] * len(parameters)
    values = hyperparameters(parameters, 1)

    def plain(tracers: Any, *given: Any) -> Any:
        return f(dict(zip(parameters, tracers, strict=True)), *given)

    def compared(tracers: Any, *given: Any) -> Any:
        watched = {x: Watched(x, values[x], tracer, path) for x, tracer in zip(parameters, tracers, strict=True)}
        return f(watched, *given)

    try:
        try:
            return jax.make_jaxpr(plain, return_shape=True)(scalars, *rest)
        except jax.errors.TracerBoolConversionError:  # Python goes by a number
            return jax.make_jaxpr(compared, return_shape=True)(scalars, *rest)
    except jax.errors.TracerBoolConversionError as why:
        raise Unreadable("Python goes by a number that the code computes, where JAX cannot follow") from why
    except (jax.errors.ConcretizationTypeError, jax.errors.TracerArrayConversionError) as why:
        raise Unreadable("the code takes a number out of JAX") from why
    except ValueError as why:
        if "__jax_array__" not in str(why):
            raise
        raise Unreadable("a hyperparameter that Python compares goes into a function that JAX compiles") from why


class Watched(Arithmetic):
    """A hyperparameter's tracer that may be compared, by its number, and is else the tracer."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, term: Data, value: float, tracer: Any, path: Path):
        self.term, self.value, self.tracer, self.path = term, value, tracer, path

    def __jax_array__(self) -> Any:
        return self.tracer

    def __getattr__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "tracer"), name)

    def _with(self, op: str, left: Any, right: Any, compute: Any) -> Any:
        return compute(_tracer(left), _tracer(right))

    def made(self, term: Data, compute: Any, *operands: Any) -> Any:
        return compute(*map(_tracer, operands))

    def __pow__(self, exponent: Any) -> Any:
        return self.tracer ** _tracer(exponent)

    def __rpow__(self, base: Any) -> Any:
        return base**self.tracer

    def compared(self, op: str, left: Any, right: Any) -> Any:
        if not all(isinstance(x, Watched | int | float) for x in (left, right)):
            return NotImplemented
        a, b = (x.value if isinstance(x, Watched) else x for x in (left, right))
        return self.path.decide(op, term_of(left), term_of(right), {">": a > b, ">=": a >= b, "=": a == b, "!=": a != b}[op])


def _tracer(x: Any) -> Any:
    return x.tracer if isinstance(x, Watched) else x


def _name(path: Sequence[Any]) -> str:
    """The innermost field or key that leads to a leaf of the state."""
    named = [str(x) for key in path for x in (getattr(key, "name", None), getattr(key, "key", None)) if isinstance(x, str)]
    return named[-1] if named else "m"
