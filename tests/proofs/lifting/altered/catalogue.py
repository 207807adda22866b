"""All optimizers of this folder with what they pretend to be, and how the rules themselves run."""

import importlib.util
import inspect
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

from qedescent.numeric import optimizers
from qedescent.proofs.lifting.targets import target_of

NUMPY = ("first_order", "looking_ahead", "adaptive", "adams", "right")
FILES = [*NUMPY, *(f"{x}_{kind}" for x in ("torch", "optax") if find_spec(x) for kind in ("slips", "right"))]


def loaded(name):
    spec = importlib.util.spec_from_file_location(f"altered_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


WORDS = {"lr": "eps", "momentum": "alpha", **{x: x for x in ("rho", "rho1", "rho2", "delta", "wd", "tau")}}
REFERENCES = loaded("references")
PROGRAMS = {  # how the chapter's rules run in numeric/, which no reader and no judge has seen
    "sgd": (optimizers.SGD, {"step_size": "eps"}),
    "momentum": (optimizers.Momentum, {"step_size": "eps", "momentum": "alpha"}),
    "nesterov": (optimizers.Nesterov, {"step_size": "eps", "momentum": "alpha"}),
    "adagrad": (optimizers.AdaGrad, {"step_size": "eps", "small_constant": "delta"}),
    "rmsprop": (optimizers.RMSProp, {"step_size": "eps", "decay": "rho", "small_constant": "delta"}),
    "rmsprop_nesterov": (optimizers.RMSPropNesterov, {"step_size": "eps", "decay": "rho", "momentum": "alpha"}),
    "adam": (
        optimizers.Adam, {"step_size": "eps", "first_decay": "rho1", "second_decay": "rho2", "small_constant": "delta"},
    ),
    "adadelta": (optimizers.AdaDelta, {"decay": "rho", "small_constant": "delta"}),
}  # fmt: skip


def words_of(function):
    return {name: word for name, word in WORDS.items() if name in inspect.signature(function).parameters}


def program(name):
    """What runs as the rule of this name."""
    if name in PROGRAMS:
        subject, words = PROGRAMS[name]
        return target_of(subject, **words)
    function = getattr(REFERENCES, name)
    return target_of(function, **words_of(function))


def reference(name):
    """The rule of this name, if it is none of the book's."""
    return getattr(REFERENCES, name, None)


def rows(kind):
    for file in FILES:
        for code, rule, truth, *words in getattr(loaded(file), kind, ()):
            name = f"{file}, {code.__name__}"
            yield SimpleNamespace(code=code, rule=rule, truth=truth, words=words[0] if words else words_of(code), name=name)
