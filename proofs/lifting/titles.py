"""What an optimizer is called: by its library's name for it, with the arguments that are numbers and not symbols."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from itertools import accumulate, takewhile
from numbers import Real
from typing import Any


def title(subject: Any, arguments: Mapping[str, Any]) -> str:
    """`optax.sgd(nesterov=True)`: private modules of the library are left out."""
    while isinstance(subject, partial):
        subject, arguments = subject.func, {**subject.keywords, **arguments}
    module = str(getattr(subject, "__module__", ""))
    name = getattr(subject, "__qualname__", type(subject).__name__).replace("<locals>.", "")
    root, *inner = module.split(".")
    outer = list(accumulate([root, *takewhile(lambda part: not part.startswith("_"), inner)], "{}.{}".format))
    public = (m for m in (root, f"{root}.optimizers", *outer) if getattr(sys.modules.get(m), name, None) is subject)
    literal = ", ".join(f"{key}={_shown(value)}" for key, value in arguments.items() if not _symbolic(value))
    return f"{next(public, outer[-1])}.{name}" + (f"({literal})" if literal else "")


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, Real | tuple | list | None) else type(value).__name__


def _symbolic(value: Any) -> bool:
    return isinstance(value, str) or isinstance(value, tuple | list) and any(map(_symbolic, value))
