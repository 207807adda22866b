"""From what a user names to an optimizer that the ensemble can run: a rule of the book, a class of PyTorch, own code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np

from qedescent.numeric import ensemble, optimizers
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.optimizers.from_function import FromClass, FromFunction, takes
from qedescent.numeric.optimizers.independence import Coupled, refuse_coupled
from qedescent.proofs.command_words import found
from qedescent.proofs.rates.facts import Problem
from qedescent.proofs.report.selection import Refusal

UNREADABLE = 3
STEP_SIZES = ("step_size", "lr", "learning_rate", "eta", "epsilon", "ε")
BOOK = {
    "sgd": "SGD", "momentum": "Momentum", "nesterov": "Nesterov", "adagrad": "AdaGrad", "rmsprop": "RMSProp",
    "rmsprop-nesterov": "RMSPropNesterov", "adadelta": "AdaDelta", "adam": "Adam",
}  # fmt: skip
PROBED, COMPARED_STEPS, SAME = 64, 1 << 16, 1e-9  # runs, steps, and the relative rounding that two codes may differ by


@dataclass(frozen=True)
class Optimizer:
    """`make(step size)` gives what the ensemble runs, the step size a number or a schedule; `own` code is not the book's."""

    name: str
    make: Callable[[Any], Any]
    step_argument: str
    own: bool
    precision: Callable[[], AbstractContextManager[None]] = nullcontext


def optimizer(target: str, arguments: Mapping[str, Any], scheduled: str = "") -> Optimizer:
    """The optimizer of that name. `scheduled` names the argument that follows the schedule where it is not one of STEP_SIZES.
    Refusal where there is none or where it is written for another library."""
    name = BOOK.get(target.lower().removeprefix("book.").replace("_", "-"))
    if name:
        return _made(target, getattr(optimizers, name), lambda h: getattr(optimizers, name)(**h), arguments, scheduled, own=False)
    subject = _from_file(target) if ".py:" in target else found(target)
    torch = sys.modules.get("torch")
    if torch and isinstance(subject, type) and issubclass(subject, torch.optim.Optimizer):
        from qedescent.numeric.optimizers.from_torch import FromTorch, in_double_precision

        return _made(target, subject, lambda h: FromTorch(subject, h), arguments, scheduled, precision=in_double_precision)
    root = str(getattr(subject, "__module__", "")).split(".")[0]
    if root in ("optax", "keras", "sklearn", "jax", "torch") or not callable(subject):
        words = "rate runs rules of the book, classes of torch.optim, and functions and classes in NumPy"
        raise Refusal(f"{target} cannot be run: {words}", UNREADABLE)
    wrap = FromClass if isinstance(subject, type) else FromFunction
    return _made(target, subject, lambda h: wrap(subject, h), arguments, scheduled)


def _made(
    target: str, subject: Any, make: Callable[[dict[str, Any]], Any], arguments: Mapping[str, Any], scheduled: str,
    own: bool = True, precision: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Optimizer:  # fmt: skip
    known = [x for x in ((scheduled,) if scheduled else STEP_SIZES) if takes(subject, x) or scheduled]
    step = known[0] if known else ""
    if step in arguments:
        raise Refusal(f"{step} follows --schedule: leave it out of --set")
    return Optimizer(target, lambda size: make({**arguments, **({step: size} if step else {})}), step, own, precision)


def _from_file(target: str) -> Any:
    place, _, name = target.rpartition(":")
    if not Path(place).is_file():
        raise Refusal(f"there is no file {place}")
    spec = spec_from_file_location(Path(place).stem, place)
    assert spec and spec.loader
    module, beside = module_from_spec(spec), str(Path(place).resolve().parent)
    sys.path.insert(0, beside)
    try:
        spec.loader.exec_module(module)
    except Exception as wrong:
        raise Refusal(f"{place} cannot be run: {type(wrong).__name__}: {wrong}", UNREADABLE) from wrong
    finally:
        sys.path.remove(beside)
    if not hasattr(module, name):
        raise Refusal(f"{place} has no {name}")
    return getattr(module, name)


def refuse_unfit(subject: Optimizer, made: Any, problem: Problem) -> None:
    """Refusal for own code whose step fails or whose runs are not independent."""
    if not subject.own:
        return
    coordinates = np.shape(problem.functions(2)[0].begin(1))[:-1]
    try:
        refuse_coupled(made, coordinates)
    except Coupled as wrong:
        raise Refusal(f"{subject.name} cannot run many runs as one tensor: {wrong}", UNREADABLE) from wrong
    except Exception as wrong:
        raise Refusal(f"the step of {subject.name} fails: {type(wrong).__name__}: {wrong}", UNREADABLE) from wrong


def is_sgd(made: Any, step_size: Any, function: Any, steps: int, seed: int) -> bool:
    """Whether the optimizer makes the same iterates as SGD: by its class, or in runs of both on this problem with the same
    noise, which is evidence for these steps and no proof."""
    if type(made) is SGD or step_size is None:
        return step_size is not None
    steps = min(steps, COMPARED_STEPS)
    one, other = (
        ensemble.run(function, x, runs=PROBED, steps=steps, seed=seed, threads=1).points["last"] for x in (made, SGD(step_size))
    )
    return bool(np.allclose(one, other, rtol=SAME, atol=SAME * float(np.nanmax(np.abs(other), initial=0)), equal_nan=True))
