"""What a computation is made of, as one digest: the values it is given and the code it runs.

Code is read from memory and not from files, for a file may have been edited since it was loaded. A function counts with
its bytecode, constants, defaults, closure and the globals it uses, followed through this package and the user's modules;
what is installed beside them (NumPy, the standard library) counts by name and version. What is reached in other ways
(`getattr` with a name made at run time, a file that is read) is not seen.
"""

from __future__ import annotations

import copyreg
import dis
import functools
import hashlib
import platform
import sys
import types
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

PLAIN = (type(None), bool, int, float, complex, str, bytes, type(...))
CONTAINERS = (tuple, list, dict, set, frozenset)


def fingerprint(*things: Any) -> str:
    """A SHA-256 in hex. Raises ValueError for what values do not tell, such as a lock or an open file."""
    system = (platform.machine(), platform.python_version(), np.__version__)
    try:
        return hashlib.sha256(_told((system, things), {}).encode("utf-8", "backslashreplace")).hexdigest()
    except RecursionError:
        raise ValueError("what refers to itself has no fingerprint") from None


def _told(x: Any, seen: dict[int, Any]) -> str:
    """All that x is made of, between brackets; `seen` keeps the code met before, which is told once."""
    if type(x) in PLAIN:
        return repr(x)
    if type(x) in CONTAINERS:
        return _container(x, seen)
    if isinstance(x, np.ndarray | np.generic):
        return _array(np.asarray(x))
    if isinstance(x, types.ModuleType):
        return f"module {x.__name__} {_version(x.__name__)}"
    if not isinstance(x, type | types.FunctionType):
        return f"{type(x).__name__} {_told(_state(x), seen)}"
    if _installed(x.__module__):
        return f"{x.__module__}.{x.__qualname__} {_version(x.__module__)}"
    if id(x) in seen:
        return f"again {list(seen).index(id(x))}"
    seen[id(x)] = x
    return _told(_body(x) if isinstance(x, type) else _function(x), seen)


def _container(x: Any, seen: dict[int, Any]) -> str:
    told = [_told(part, seen) for part in (x.items() if isinstance(x, dict) else x)]
    return f"{type(x).__name__}[{', '.join(sorted(told) if isinstance(x, set | frozenset) else told)}]"


def _array(x: np.ndarray) -> str:
    if x.dtype.hasobject:
        raise ValueError("an array of objects has no fingerprint")
    return f"array[{x.dtype.str} {x.shape} {hashlib.sha256(x.tobytes()).hexdigest()}]"


def _function(f: types.FunctionType) -> tuple[Any, ...]:
    cells = [c.cell_contents for c in f.__closure__ or ()]
    used = [_global(f.__globals__[name], f.__code__) for name in sorted(_globals(f.__code__)) if name in f.__globals__]
    return ("def", _code(f.__code__), f.__defaults__, f.__kwdefaults__, cells, used)


def _global(x: Any, code: types.CodeType) -> Any:
    """Of a module that is not installed, what the code may take from it."""
    if not isinstance(x, types.ModuleType) or _installed(x.__name__):
        return x
    return [(name, _global(vars(x)[name], code)) for name in sorted(_attributes(code)) if name in vars(x)]


def _globals(code: types.CodeType) -> set[str]:
    here = {i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    return here.union(*map(_globals, _inner(code)))


def _attributes(code: types.CodeType) -> set[str]:
    return set(code.co_names).union(*map(_attributes, _inner(code)))


def _inner(code: types.CodeType) -> list[types.CodeType]:
    return [c for c in code.co_consts if isinstance(c, types.CodeType)]


def _code(code: types.CodeType) -> tuple[Any, ...]:
    constants = [_code(c) if isinstance(c, types.CodeType) else c for c in code.co_consts]
    return (code.co_code, code.co_names, code.co_varnames, code.co_freevars, constants)


def _body(c: type) -> tuple[Any, ...]:
    """A class: its bases, its methods and its values; the rest of what Python keeps there tells nothing more."""
    methods = (types.FunctionType, staticmethod, classmethod, property)
    kept = [(n, x) for n, x in sorted(vars(c).items()) if isinstance(x, methods) or not n.startswith(("__", "_abc_"))]
    return ("class", c.__qualname__, c.__bases__, kept)


def _state(x: Any) -> Any:
    """What an object is rebuilt from."""
    if isinstance(x, staticmethod | classmethod):
        return x.__func__
    if isinstance(x, property):
        return (x.fget, x.fset)
    if isinstance(x, functools.cached_property):
        return x.func
    if hasattr(x, "__wrapped__"):  # a function that remembers its values
        return x.__wrapped__
    if is_dataclass(x) and type(x).__dataclass_params__.frozen:  # type: ignore[attr-defined]
        return (type(x), [(f.name, getattr(x, f.name)) for f in fields(x)])  # without the properties it has cached
    try:
        reduced: Any = copyreg.dispatch_table.get(type(x), lambda x: x.__reduce_ex__(4))(x)
    except TypeError as wrong:
        raise ValueError(f"{type(x).__qualname__} has no fingerprint: {wrong}") from None
    if not isinstance(reduced, str):
        return tuple(list(part) if hasattr(part, "__next__") else part for part in reduced)
    module = getattr(x, "__module__", None) or "builtins"
    if not _installed(module):
        raise ValueError(f"{reduced} has no fingerprint: its code is not to be seen")
    return (module, reduced, _version(module))


def _installed(module: str) -> bool:
    top = module.partition(".")[0]
    file = getattr(sys.modules.get(top), "__file__", None) or ""
    installed = {"site-packages", "dist-packages"} & set(Path(file).parts)
    return top != "qedescent" and (top in sys.stdlib_module_names or bool(installed))


def _version(module: str) -> str:
    return str(getattr(sys.modules.get(module.partition(".")[0]), "__version__", ""))
