"""A PyTorch optimizer's own `step`, run on one tensor that holds all the runs of a block; needs PyTorch when it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from numpy.typing import NDArray

from qedescent.numeric.schedules import at


def library() -> Any:
    """PyTorch, imported when it is asked for."""
    try:
        return import_module("torch")
    except ImportError as wrong:
        raise ImportError(f"PyTorch cannot be imported ({wrong}): pip install 'qedescent[torch]'") from wrong


@dataclass(frozen=True)
class FromTorch:
    """`make([parameter], **hyperparameters)`; a hyperparameter that is a schedule is written into the parameter group before
    each step, as PyTorch's own schedulers do. The parameter shares its memory with the points.

    Raises TypeError for hyperparameters that the class does not take, ValueError for an optimizer that needs a closure.
    """

    make: Callable[..., Any]
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        torch = library()
        self._made(torch.nn.Parameter(torch.zeros(1, dtype=torch.float64)))

    def start(self, theta: NDArray) -> dict[str, Any]:
        torch = library()
        parameter = torch.nn.Parameter(torch.from_numpy(theta))
        return {"parameter": parameter, "optimizer": self._made(parameter)}

    def step(self, theta: NDArray, state: dict[str, Any], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        """One step in place; `theta` is the array of the start."""
        torch = library()
        parameter, optimizer = state["parameter"], state["optimizer"]
        parameter.grad = torch.from_numpy(gradient(theta))
        for group in optimizer.param_groups:
            group.update({x: v(k) for x, v in self.hyperparameters.items() if callable(v)})
        try:
            optimizer.step()
        except TypeError as wrong:
            if "closure" not in str(wrong):
                raise
            raise ValueError("its step wants a closure, to ask for more gradients than the one it is given") from wrong
        if parameter.data_ptr() != theta.ctypes.data:  # it put a new tensor in place of the old one
            theta[...] = parameter.detach().numpy()
            parameter.data = torch.from_numpy(theta)

    def _made(self, parameter: Any) -> Any:
        optimizer = self.make([parameter], **{x: at(v, 1) for x, v in self.hyperparameters.items()})
        scheduled = [x for x, v in self.hyperparameters.items() if callable(v)]
        fixed = [x for x in scheduled if x not in optimizer.param_groups[0]]
        if fixed:
            raise ValueError(f"{', '.join(fixed)} cannot follow a schedule: it stands in no parameter group")
        return optimizer


@contextmanager
def in_double_precision() -> Iterator[None]:
    """Scalars that optimizers keep as tensors, step counts among them, are made as precise as the points."""
    torch = library()
    default = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        yield
    finally:
        torch.set_default_dtype(default)
