"""A PyTorch optimizer under watch: made with recorded hyperparameters, handed gradients, and asked for its steps."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from qedescent.proofs.lifting.extras import library
from qedescent.proofs.lifting.letters import filled
from qedescent.proofs.lifting.recorded_float import RecordedFloat
from qedescent.proofs.lifting.recording import Data, Path, Unreadable
from qedescent.proofs.lifting.recurrence import Pair
from qedescent.proofs.lifting.torch_places import Keys, Place, places
from qedescent.proofs.lifting.torch_shadows import Shadows
from qedescent.proofs.lifting.torch_watching import watching

POINT = (0.83, -1.37)
GRADIENTS = ((0.71, -1.13), (-0.43, 0.89), (1.21, 0.37), (0.57, -0.77), (-0.91, -0.29), (0.33, 1.03))  # in turn


@contextmanager
def in_double_precision() -> Iterator[Any]:
    """PyTorch, with scalars of optimizers as precise as the parameters; by default they would be rounded to float32."""
    torch = library("torch", "torch")
    import_module("torch._dynamo")  # which torch.optim would import in the midst of a step
    default = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        yield torch
    finally:
        torch.set_default_dtype(default)


@contextmanager
def _blamed(what: str) -> Iterator[None]:
    """An error in the code that is being read becomes the reason why it cannot be read."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as why:
        raise Unreadable(f"{what} fails: {why}") from why


class Run:
    """One optimizer made with recorded hyperparameters, and the parameter of two coordinates that it moves."""

    def __init__(self, torch: Any, make: Callable[..., Any], arguments: Mapping[str, Any], values: Mapping[str, float], path: Path):
        self.torch, self.arguments, self.values, self.path, self.count = torch, arguments, values, path, 0
        self.shadows = Shadows(torch.Tensor, path)
        self.parameter = torch.nn.Parameter(torch.tensor(POINT, device="cpu"))
        self.shadows.give(self.parameter, "θ")
        recorded = {x: RecordedFloat(x, value, path) for x, value in values.items()}
        with _blamed("its construction"), watching(self.shadows):
            self.optimizer = make([self.parameter], **filled(arguments, recorded))
        self.conditions = tuple(path.conditions)

    def ask(self) -> None:
        """Hand the parameter its next gradient."""
        self.count += 1
        self.parameter.grad = self.torch.tensor(GRADIENTS[self.count % len(GRADIENTS)], device="cpu")
        self.shadows.give(self.parameter.grad, "g")

    def step(self) -> None:
        with _blamed("its step"):
            self.optimizer.step()

    def watched_step(self) -> tuple[Data, ...]:
        """A step under watch; the conditions of its path."""
        self.path.conditions.clear()
        chance = random.getstate(), self.torch.get_rng_state()
        with watching(self.shadows):
            self.step()
        if random.getstate() != chance[0] or not self.torch.equal(chance[1], self.torch.get_rng_state()):
            raise Unreadable("its step draws random numbers")
        return tuple(self.path.conditions)

    def places(self) -> dict[Keys, Place]:
        return places(self.optimizer, self.parameter)

    def terms(self) -> dict[Keys, Data]:
        """What stands in each place; None where that could not be followed, which matters only if it is a memory."""
        found = {}
        for keys, place in self.places().items():
            try:
                found[keys] = self.shadows.term(place.held)
            except Unreadable:
                found[keys] = None
        return found

    def relabel(self, letters: Mapping[str, Place]) -> None:
        """From here on each memory is a letter; a tensor that stands in two places keeps its first."""
        self.shadows.forget()
        self.shadows.give(self.parameter, "θ")
        self.shadows.give(self.parameter.grad, "g")
        for x, place in letters.items():
            if isinstance(place.held, self.torch.Tensor):
                self.shadows.give_new(place.held, x)
            else:
                place.put(RecordedFloat(x, place.values[0], self.path))

    def numbers(self, letters: Mapping[str, Place]) -> dict[str, Pair]:
        """What stands in these places and in the parameter now."""
        return {"θ": tuple(self.parameter.tolist()), **{x: place.values for x, place in letters.items()}}

    def asked_with(self) -> dict[str, Pair]:
        """The numbers that the code is given: its hyperparameters and the gradient, which it may overwrite."""
        return {**{x: (v, v) for x, v in self.values.items()}, "g": tuple(self.parameter.grad.tolist())}
