"""Random terms of the proof language, and the places in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

Data = Any
VARIABLES: dict[str, Any] = {
    **dict.fromkeys("abc", "real"), "n": "nat", "m": "nat", "X": "random", "Y": "random", "u": "vec", "v": "vec", "U": "randvec",
    "f": ["real", "real"], "g": ["real", "nat"], "xi": ["random", "nat"], "th": ["random", "nat"], "h": ["vec", "vec"],
}  # fmt: skip


class Draw:
    """Draws terms; `chancy` ones may mention what is random, `wild` ones divide by anything, and `indices` are the
    variables of sums around the place."""

    def __init__(self, chance: random.Random, chancy: bool = True, wild: bool = True):
        self.chance, self.chancy, self.wild, self.sums = chance, chancy, wild, 0

    def pick(self, *options: Any) -> Any:
        return self.chance.choice(options)

    def count(self, indices: tuple[str, ...] = ()) -> Data:
        n = self.pick("n", "m", *indices)
        return self.pick(self.chance.randint(0, 3), n, n, ["+", n, self.chance.randint(1, 2)], ["*", 2, n])

    def scalar(self, depth: int, indices: tuple[str, ...] = ()) -> Data:
        if depth <= 0:
            return self.leaf(indices)
        t: Callable[[], Data] = lambda: self.scalar(depth - 1, indices)  # noqa: E731
        kinds: list[Callable[[], Data]] = [
            lambda: ["+", t(), t()], lambda: ["+", t(), t(), t()], lambda: ["-", t(), t()], lambda: ["-", t()],
            lambda: ["*", t(), t()], lambda: ["*", t(), t()], lambda: ["^", t(), self.chance.randint(0, 3)],
            lambda: ["^", t(), self.count(indices)], lambda: self.series(depth, indices),
            lambda: ["dot", self.vector(depth - 1, indices), self.vector(depth - 1, indices)],
            lambda: ["sqrt", ["^", t(), 2]], lambda: ["apply", "f", t()], lambda: ["/", t(), ["+", self.count(indices), 1]],
        ]  # fmt: skip
        if self.chancy:
            kinds += [lambda: ["E", t()]] * 3
        if self.wild:
            kinds += [lambda: ["/", t(), t()]] * 2
        return self.pick(*kinds)()

    def leaf(self, indices: tuple[str, ...]) -> Data:
        known = ["a", "b", "c", "n", "m", *indices, ["apply", "g", self.count(indices)], self.chance.randint(-2, 3)]
        if self.chancy:
            known += ["X", "Y", ["apply", "xi", self.count(indices)], ["apply", "th", self.count(indices)]]
        return self.pick(*known)

    def series(self, depth: int, indices: tuple[str, ...]) -> Data:
        self.sums += 1
        j = f"j{self.sums}"
        if indices and self.pick(True, False):  # a body that tells the indices apart
            return ["sum", j, 0, self.count(), ["*", indices[-1], ["apply", "g", j]]]
        body = self.series if not indices and self.pick(True, False, False) else self.scalar
        return ["sum", j, self.pick(0, 0, 1, "m"), self.count(), body(depth - 1, (*indices, j))]

    def vector(self, depth: int, indices: tuple[str, ...] = ()) -> Data:
        if depth <= 0:
            return self.pick("u", "v", *(["U"] if self.chancy else []))
        w: Callable[[], Data] = lambda: self.vector(depth - 1, indices)  # noqa: E731
        return self.pick(["+", w(), w()], ["-", w(), w()], ["*", self.scalar(0, indices), w()], ["apply", "h", w()])


def places(t: Data, path: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Where a term's subterms stand."""
    yield path
    if isinstance(t, list):
        first = {"sum": 2, "apply": 2}.get(t[0], 1)
        for i in range(first, len(t)):
            yield from places(t[i], (*path, i))


def at(t: Data, path: tuple[int, ...]) -> Data:
    for i in path:
        t = t[i]
    return t


def put(t: Data, path: tuple[int, ...], new: Data) -> Data:
    return new if not path else [*t[: path[0]], put(t[path[0]], path[1:], new), *t[path[0] + 1 :]]


def replace(t: Data, name: str, new: Data) -> Data:
    """Substitution for a variable that is not bound inside t."""
    return new if t == name else [replace(x, name, new) for x in t] if isinstance(t, list) else t


def mentions(t: Data, *names: str) -> bool:
    return t in names if not isinstance(t, list) else any(mentions(x, *names) for x in t)
