"""Every tensor's shadow: the term, in one coordinate's letters, of what was done to make it."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any

from qedescent.proofs.lifting.algebra import is_number
from qedescent.proofs.lifting.recorded_float import RecordedFloat
from qedescent.proofs.lifting.recording import Data, Path, Unreadable, term_of

COMPARISONS = frozenset({">", ">=", "=", "!="})


class Shadows:
    """The terms by the storage that holds each tensor, so that a view of the whole shares its tensor's."""

    def __init__(self, tensor: type, path: Path):
        self.tensor, self.path = tensor, path
        self.held: dict[int, tuple[Data, Any]] = {}  # with the tensor, lest its storage is used again
        self.born: dict[int, Data] = {}
        self.seen = False
        self.refusal: Unreadable | None = None

    def give(self, tensor: Any, term: Data) -> None:
        where = storage(tensor)
        self.held[where] = (term, tensor)
        self.born.setdefault(where, term)

    def give_new(self, tensor: Any, term: Data) -> None:
        """Give it a term unless it is a view of what has one."""
        if storage(tensor) not in self.held:
            self.give(tensor, term)

    def forget(self) -> None:
        self.held.clear()
        self.born.clear()

    def birth(self, x: Any) -> Data:
        """What a tensor's storage held at first; None for what is no tensor or was there before."""
        return self.born.get(storage(x)) if isinstance(x, self.tensor) else None

    def term(self, x: Any) -> Data:
        """The term of a tensor or number; what is neither is left as it is."""
        if isinstance(x, self.tensor):
            return self._shadow(x)
        if isinstance(x, Real):
            return int(x) if isinstance(x, bool) else term_of(x)
        return x

    def _shadow(self, tensor: Any) -> Data:
        where = storage(tensor)
        if where not in self.held:
            self.give(tensor, constant(tensor))
        term = self.held[where][0]
        if term is None:
            raise Unreadable("the code reads a tensor that torch.empty made before it holds anything")
        return int(self._decided(tensor, term)) if isinstance(term, list) and term[0] in COMPARISONS else term

    def _decided(self, tensor: Any, relation: Data) -> bool:
        outcomes = set(tensor.flatten().tolist())
        if len(outcomes) != 1:
            raise Unreadable(f"the coordinates go different ways at {relation}: what is done depends on their values")
        op, left, right = relation
        return self.path.decide(op, left, right, outcomes.pop())

    def lose(self, x: Any) -> None:
        """Forget what the tensors in it held, since it is to be looked up anew."""
        if isinstance(x, self.tensor):
            self.held.pop(storage(x), None)
        elif isinstance(x, list | tuple):
            for part in x:
                self.lose(part)

    def symbolic(self, x: Any) -> bool:
        """Whether a letter stands anywhere in it."""
        if isinstance(x, self.tensor):
            return not is_number(self.held.get(storage(x), (0, x))[0])
        if isinstance(x, Mapping):
            x = list(x.values())
        return any(map(self.symbolic, x)) if isinstance(x, list | tuple) else isinstance(x, RecordedFloat)


def storage(tensor: Any) -> int:
    return tensor.untyped_storage().data_ptr()


def constant(tensor: Any) -> Data:
    """The one number that a tensor holds which was made out of sight."""
    values = set(tensor.flatten().tolist())
    if len(values) != 1:
        raise Unreadable("the code reads a tensor that was made where it could not be followed")
    value = values.pop()
    return int(value) if isinstance(value, bool) else term_of(value)
