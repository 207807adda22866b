"""While a step of PyTorch code is watched, each operation runs for real and its shadow follows.

What the dispatcher runs without having been asked for from Python, or what mixes coordinates, is refused by name, so that
no shadow stands for a tensor that has changed out of sight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from numbers import Real
from typing import Any

from qedescent.proofs.lifting.algebra import is_number
from qedescent.proofs.lifting.recorded_float import RecordedFloat, math_watched
from qedescent.proofs.lifting.recording import Data, Unreadable
from qedescent.proofs.lifting.torch_operations import (
    ASKED,
    ONCE_FACTOR_FIRST,
    OPERATIONS,
    OVERWRITE,
    WITHOUT_EFFECT,
)
from qedescent.proofs.lifting.torch_shadows import Shadows, constant

ACCESSORS = frozenset({"__get__", "__set__", "__delete__"})
VALUES = frozenset({"item", "__bool__", "is_nonzero"})
CONVERSIONS = frozenset({"__float__", "__int__", "__index__", "__complex__", "tolist", "numpy"})
UNWRITTEN = frozenset({"empty", "empty_like", "new_empty"})
MADE_OF_A_NUMBER = frozenset({"tensor", "as_tensor", "scalar_tensor"})


@contextmanager
def watching(shadows: Shadows) -> Iterator[None]:
    """Everything that is done to tensors in here goes by the shadows."""
    function_mode = import_module("torch.overrides").TorchFunctionMode
    dispatch_mode = import_module("torch.utils._python_dispatch").TorchDispatchMode

    class Asked(function_mode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            shadows.seen = True
            try:
                return _call(shadows, func, args, kwargs or {})
            except Unreadable as why:
                shadows.refusal = shadows.refusal or why
                raise
            finally:
                shadows.seen = False

    class Dispatched(dispatch_mode):
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            if not shadows.seen:
                shadows.refusal = shadows.refusal or Unreadable(f"{func} runs where Python does not see it")
                raise shadows.refusal
            return func(*args, **(kwargs or {}))

    with _insisting(shadows), math_watched(), Asked(), Dispatched():
        yield


@contextmanager
def _insisting(shadows: Shadows) -> Iterator[None]:
    """A refusal stands, though operators of tensors take a TypeError for an invitation to try something else."""
    try:
        yield
    finally:
        if shadows.refusal:
            raise shadows.refusal


def _call(shadows: Shadows, func: Callable[..., Any], args: Sequence[Any], options: Mapping[str, Any]) -> Any:
    name = func.__name__.split(".")[0]
    plain = name.strip("_")
    if name in ACCESSORS or plain in ASKED:
        return func(*args, **options)
    if name in VALUES:
        return _value(shadows, func, args[0])
    if name in CONVERSIONS and not is_number(shadows.term(args[0])):
        raise Unreadable(f"the code takes {plain}() of a tensor, which loses its symbol")
    if plain in UNWRITTEN:
        result = func(*args, **options)
        shadows.give(result, None)
        return result
    listed = plain.startswith("foreach_")
    plain = plain.removeprefix("foreach_")
    formula = None if name in CONVERSIONS else OPERATIONS.get(plain)
    if formula and not (plain in MADE_OF_A_NUMBER and not isinstance(args[0], Real | shadows.tensor)):
        operation = _Operation(shadows, name, plain, formula)
        return operation.on_lists(func, args, options) if listed else operation(func, args, options)
    if shadows.symbolic([*args, options]):
        raise Unreadable(f"no formula in one coordinate says what torch.{name} does")
    return _with_constants(shadows, func, args, options)


def _value(shadows: Shadows, func: Callable[..., Any], tensor: Any) -> Any:
    """A number taken out of a tensor keeps its term, be it a number too; a truth is decided, and noted."""
    value, term = func(tensor), shadows.term(tensor)
    if isinstance(value, bool):
        return value if is_number(term) else shadows.path.decide("!=", term, 0, value)
    return RecordedFloat(term, value, shadows.path)


def _with_constants(shadows: Shadows, func: Callable[..., Any], args: Sequence[Any], options: Mapping[str, Any]) -> Any:
    """What is computed of numbers alone is the number that comes out."""
    result = func(*args, **options)
    shadows.lose([*args, *options.values(), result])
    if isinstance(result, shadows.tensor) and len(set(result.flatten().tolist())) == 1:
        shadows.give(result, constant(result))
    return result


@dataclass(frozen=True)
class _Operation:
    """One elementwise operation: what it reads is noted before it runs, since it may write where it reads."""

    shadows: Shadows
    name: str
    plain: str
    formula: Callable[..., Data]

    def __call__(self, func: Callable[..., Any], args: Sequence[Any], options: Mapping[str, Any]) -> Any:
        term = self.of(args, options)
        result = func(*args, **options)
        self.note(result, term)
        return result

    def on_lists(self, func: Callable[..., Any], args: Sequence[Any], options: Mapping[str, Any]) -> Any:
        """torch._foreach_ operations: the same on the first of each list, on the second, ..."""
        count = next(len(x) for x in args if isinstance(x, list | tuple))
        each = [[x[i] if isinstance(x, list | tuple) else x for x in args] for i in range(count)]
        terms = [self.of(row, options) for row in each]
        result = func(*args, **options)
        for one, term in zip(args[0] if result is None else result, terms, strict=True):
            self.note(one, term)
        return result

    def of(self, args: Sequence[Any], options: Mapping[str, Any]) -> Data:
        """The term of what comes out."""
        if self.plain in ONCE_FACTOR_FIRST and len(args) > 2 and isinstance(args[1], Real):
            args = [args[0], *args[2:], args[1]]
        terms = [0 if i == 0 and self.plain in OVERWRITE else self.shadows.term(x) for i, x in enumerate(args)]
        named = {k: self.shadows.term(x) for k, x in options.items() if k not in WITHOUT_EFFECT}
        named = {{"other": "b", "exponent": "n"}.get(k, k): x for k, x in named.items()}
        try:
            return self.formula(*terms, **named)
        except TypeError as why:
            raise Unreadable(f"no formula in one coordinate says what torch.{self.name} does here: {why}") from why

    def note(self, result: Any, term: Data) -> None:
        """The result's shadow, unless it is no number for each of the two coordinates or has been rounded."""
        if not isinstance(result, self.shadows.tensor) or result.numel() not in (1, 2):
            raise Unreadable(f"torch.{self.name} does not keep the parameter's coordinates")
        if result.untyped_storage().nbytes() > result.numel() * result.element_size():
            raise Unreadable(f"torch.{self.name} takes a part of a tensor")
        if str(result.dtype) not in ("torch.float64", "torch.bool") and any(x != int(x) for x in result.flatten().tolist()):
            raise Unreadable(f"torch.{self.name} rounds to {result.dtype}")
        self.shadows.give(result, term)
