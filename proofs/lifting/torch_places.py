"""Where an optimizer keeps the numbers that it changes: its state, its groups, its own attributes, and lists within these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from numbers import Real
from typing import Any

from qedescent.proofs.lifting.letters import TAKEN
from qedescent.proofs.lifting.reading import FUNCTIONS
from qedescent.proofs.lifting.recorded_float import number
from qedescent.proofs.report.names import LETTER_OF, seen

LETTERS = {
    "momentum_buffer": "v", "velocity": "v", "exp_avg": "s", "exp_avg_sq": "r", "square_avg": "r", "sum": "r",
    "acc_delta": "d", "grad_avg": "s", "max_exp_avg_sq": "r_max", "exp_inf": "u", "mu_product": "μ_product",
}  # fmt: skip
RESERVED = {*TAKEN, *FUNCTIONS, "k", "sqrt", "exp", "apply", "sum", "E", "dot"}

Keys = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Place:
    """One entry of a dictionary or list, with the word that names it best."""

    container: Any
    key: Any
    word: str

    def put(self, x: Any) -> None:
        self.container[self.key] = x

    @property
    def held(self) -> Any:
        return self.container[self.key]

    @property
    def values(self) -> tuple[float, float]:
        """What stands there now, in each of the two coordinates."""
        x = self.held
        values = [number(x)] if isinstance(x, Real) else x.detach().flatten().tolist()
        return (float(values[0]), float(values[-1]))


def places(optimizer: Any, parameter: Any) -> dict[Keys, Place]:
    """Every number, and every tensor of one or two elements but the parameter, by the keys that lead to it."""
    inside = {k: x for k, x in vars(optimizer).items() if k != "defaults"}
    return dict(_within(vars(optimizer), inside, (), "memory", {id(parameter)}))


def _within(container: Any, items: Any, keys: Keys, word: str, left_out: set[int]) -> Iterator[tuple[Keys, Place]]:
    for key, x in list(items.items() if isinstance(items, Mapping) else enumerate(items)):
        there = (*keys, key if isinstance(key, str | int) else id(key))
        name = key if isinstance(key, str) else word
        if id(x) in left_out:
            continue
        if isinstance(x, dict | list):
            left_out.add(id(x))
            yield from _within(x, x, there, name, left_out)
        elif isinstance(x, Real) and not isinstance(x, bool) or hasattr(x, "untyped_storage") and x.numel() in (1, 2):
            yield there, Place(container, key, name)


def lettered(found: Iterable[Place], taken: Iterable[str]) -> dict[str, Place]:
    """A letter for each place, which does not look like one that is taken or another's."""
    out: dict[str, Place] = {}
    used, words = {*map(seen, RESERVED), *map(seen, taken)}, set()
    for place in found:
        word = place.word.strip("_") if place.word.strip("_").isidentifier() else "memory"
        short = LETTERS.get(word, word)
        ways = chain([short] if word in words else [short, word], (f"{short}{n}" for n in count(2)))
        x = next(LETTER_OF.get(x, x) for x in ways if seen(x) not in used)
        used.add(seen(x))
        words.add(word)
        out[x] = place
    return out
