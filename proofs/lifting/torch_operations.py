"""What PyTorch's elementwise operations do to a coordinate, as kernel terms. A name is that of the function and of the
method alike, without the underscores of its in-place and operator forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Data = Any


def _negative(c: Data) -> Data | None:
    """-c where c is written as a negative."""
    if isinstance(c, list) and len(c) == 2 and c[0] == "-":
        return c[1]
    return -c if isinstance(c, int) and c < 0 else None


def _times(c: Data, x: Data) -> Data:
    return x if c == 1 else ["*", c, x]


def plus(a: Data, b: Data, alpha: Data = 1) -> Data:
    """a + alpha b, as a difference if alpha is written as a negative."""
    negative = _negative(alpha)
    return ["+", a, _times(alpha, b)] if negative is None else ["-", a, _times(negative, b)]


def minus(a: Data, b: Data, alpha: Data = 1) -> Data:
    return ["-", a, _times(alpha, b)]


def over(a: Data, b: Data, rounding_mode: None = None) -> Data:
    if rounding_mode is not None:
        raise TypeError("a division that rounds")
    return ["/", a, b]


def clamped(a: Data, min: Data = None, max: Data = None) -> Data:
    at_least = a if min is None else ["apply", "max", a, min]
    return at_least if max is None else ["apply", "min", at_least, max]


def same(a: Data, *_: Any, **__: Any) -> Data:
    return a


def _same_as(names: str, formula: Callable[..., Data]) -> dict[str, Callable[..., Data]]:
    return dict.fromkeys(names.split(), formula)


OPERATIONS: dict[str, Callable[..., Data]] = {
    **_same_as("add iadd radd", plus),
    **_same_as("sub subtract isub", minus),
    **_same_as("rsub", lambda a, b, alpha=1: minus(b, a, alpha)),
    **_same_as("mul multiply imul rmul", lambda a, b: ["*", a, b]),
    **_same_as("div divide true_divide truediv itruediv idiv", over),
    **_same_as("rdiv rtruediv", lambda a, b: ["/", b, a]),
    **_same_as("pow float_power ipow", lambda a, n: ["^", a, n]),
    **_same_as("rpow", lambda n, a: ["^", a, n]),
    **_same_as("neg negative", lambda a: ["-", a]),
    **_same_as("abs absolute", lambda a: ["apply", "abs", a]),
    **_same_as("sign sgn", lambda a: ["apply", "sign", a]),
    **_same_as("maximum max fmax", lambda a, b: ["apply", "max", a, b]),
    **_same_as("minimum min fmin", lambda a, b: ["apply", "min", a, b]),
    **_same_as("clamp clip", clamped),
    "clamp_min": lambda a, min: clamped(a, min=min),
    "clamp_max": lambda a, max: clamped(a, max=max),
    "square": lambda a: ["^", a, 2],
    "sqrt": lambda a: ["sqrt", a],
    "rsqrt": lambda a: ["/", 1, ["sqrt", a]],
    "reciprocal": lambda a: ["/", 1, a],
    "exp": lambda a: ["exp", a],
    "sigmoid": lambda a: ["/", 1, ["+", 1, ["exp", ["-", a]]]],
    "log": lambda a: ["apply", "log", a],
    "lerp": lambda a, b, weight: ["+", a, _times(weight, ["-", b, a])],
    "addcmul": lambda a, b, c, value=1: plus(a, ["*", b, c], value),
    "addcdiv": lambda a, b, c, value=1: plus(a, ["/", b, c], value),
    "where": lambda condition, a, b: a if condition else b,  # conditions are decided, and noted, before they come here
    "masked_fill": lambda a, condition, b: b if condition else a,
    **_same_as("clone detach alias contiguous positive view view_as reshape flatten ravel squeeze unsqueeze expand", same),
    **_same_as("expand_as broadcast_to to type_as type double float cpu requires_grad tensor as_tensor scalar_tensor", same),
    **_same_as("zero zeros_like new_zeros", lambda *_, **__: 0),
    **_same_as("ones_like new_ones", lambda *_, **__: 1),
    **_same_as("copy fill new_tensor", lambda _, value, *__: value),
    **_same_as("full_like full", lambda _, fill_value: fill_value),
    "new_full": lambda _, __, fill_value: fill_value,
    **_same_as("gt greater", lambda a, b: [">", a, b]),
    **_same_as("ge greater_equal", lambda a, b: [">=", a, b]),
    **_same_as("lt less", lambda a, b: [">", b, a]),
    **_same_as("le less_equal", lambda a, b: [">=", b, a]),
    **_same_as("eq", lambda a, b: ["=", a, b]),
    **_same_as("ne not_equal", lambda a, b: ["!=", a, b]),
}
OVERWRITE = frozenset({"copy", "fill", "zero"})  # what stood there before is not read
ONCE_FACTOR_FIRST = frozenset({"add", "sub", "addcmul", "addcdiv"})  # the older form x.add_(alpha, y) of x.add_(y, alpha=alpha)
WITHOUT_EFFECT = frozenset(
    "out dtype device layout memory_format requires_grad pin_memory non_blocking generator copy implicit".split()
)
ASKED = frozenset(  # about a tensor's make, never its values
    "size dim ndimension numel nelement element_size stride is_contiguous is_complex is_floating_point get_device len hash "
    "has_names is_same_size is_conj is_neg is_inference is_pinned is_shared is_tensor repr str format register_hook".split()
)
