"""Near misses of a certificate: one leaf replaced by another of its kind, or one step dropped."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

Data = Any
Path = tuple[int | str, ...]
RULES = "combine nonzero rewrite mean independent inst generalize induct cases jury limit derivative monotone root".split()
KINDS: list[Sequence[str]] = [
    ["+", "-", "*", "/", "^"], [">", ">=", "=", "!="], ["<", "<="], ["E", "sqrt"], ["limit", "derivative"],
    ["nat", "real", "random"], ["vec", "randvec"], ["square", "nonzero", "norm", "natural"], RULES,
]  # fmt: skip
WORDS = ("say", "name", "source", "claim", "format")
SUB_PROOFS = ("steps", "base", "step", "greater", "otherwise")


def leaves(node: Data, path: Path = ()) -> Iterator[tuple[Path, int | str]]:
    """Every integer and string, with its place; words for the reader are left out."""
    if isinstance(node, int | str):
        yield path, node
    elif isinstance(node, dict):
        for key, x in node.items():
            if key not in WORDS:
                yield from leaves(x, (*path, key))
    else:
        for i, x in enumerate(node):
            yield from leaves(x, (*path, i))


def near_misses(leaf: int | str, names: Sequence[str]) -> list[int | str]:
    """What one could have written instead by a slip."""
    if isinstance(leaf, int):
        return [x for x in dict.fromkeys((leaf + 1, leaf - 1, -leaf, 0)) if x != leaf]
    for kind in KINDS:
        if leaf in kind:
            return [x for x in kind if x != leaf]
    return [x for x in names if x != leaf]


def replaced(node: Data, path: Path, new: Data) -> Data:
    """A copy with another thing at that place."""
    if not path:
        return new
    if isinstance(node, dict):
        return {k: replaced(x, path[1:], new) if k == path[0] else x for k, x in node.items()}
    return [replaced(x, path[1:], new) if i == path[0] else x for i, x in enumerate(node)]


def step_places(steps: Data, path: Path) -> Iterator[Path]:
    for i, s in enumerate(steps):
        yield (*path, i)
        for part in SUB_PROOFS:
            yield from step_places(s.get(part, []), (*path, i, part))


def without(node: Data, path: Path) -> Data:
    """A copy in which one entry of a list is missing."""
    *place, last = path
    return replaced(node, tuple(place), [x for i, x in enumerate(entry(node, tuple(place))) if i != last])


def names_of(theorem: Data) -> list[str]:
    """Declared names and bound ones."""
    found = set(theorem["variables"])

    def walk(x: Data) -> None:
        if isinstance(x, dict):
            found.update(x.get("terms", {}), [x["variable"]] if "variable" in x else [])
            x = list(x.values())
        if isinstance(x, list):
            if x[:1] in (["sum"], ["limit"], ["derivative"]):
                found.update(y for y in x[1:2] if isinstance(y, str))
            if x[:1] == ["forall"] and isinstance(x[1], list):
                found.update(v[0] for v in x[1])
            for y in x:
                walk(y)

    walk(theorem)
    return sorted(found)


def all_corruptions(theorem: Data) -> Iterator[tuple[str, Data]]:
    """Every theorem with one leaf replaced by one near miss, or one step dropped, and what was done."""
    names = names_of(theorem)
    for path, leaf in leaves(theorem):
        for new in near_misses(leaf, names):
            yield f"{'/'.join(map(str, path))}: {leaf!r} -> {new!r}", replaced(theorem, path, new)
    for path in step_places(theorem["steps"], ("steps",)):
        yield f"{'/'.join(map(str, path))} dropped", without(theorem, path)


def corruption(theorem: Data, chance: random.Random) -> Data:
    """One of them, each kind of leaf being as likely; or one number or name exchanged all over one step."""
    by_kind: dict[str, list[tuple[Path, int | str]]] = {}
    for path, leaf in leaves(theorem):
        by_kind.setdefault(kind_of(leaf), []).append((path, leaf))
    steps = list(step_places(theorem["steps"], ("steps",)))
    kind = chance.choice([*by_kind, "step", "all over"])
    if kind in ("step", "all over") and not steps:
        return theorem
    if kind == "step":
        return without(theorem, chance.choice(steps))
    if kind == "all over":
        return exchanged(theorem, chance.choice(steps), chance)
    path, leaf = chance.choice(by_kind[kind])
    return replaced(theorem, path, chance.choice(near_misses(leaf, names_of(theorem)) or [leaf]))


def kind_of(leaf: int | str) -> str:
    if isinstance(leaf, int):
        return "number"
    return next((f"one of {kind[0]}" for kind in KINDS if leaf in kind), "name")


def exchanged(theorem: Data, place: Path, chance: random.Random) -> Data:
    """A number or name of one step exchanged wherever it stands in its formulas and terms."""
    names = names_of(theorem)
    found = [(p, x) for p, x in leaves(entry(theorem, place), place) if isinstance(x, int) or x in names]
    if not found:
        return theorem
    _, old = chance.choice(found)
    new = chance.choice([*near_misses(old, names), chance.choice(names)])
    for path, leaf in found:
        if leaf == old and type(leaf) is type(old):
            theorem = replaced(theorem, path, new)
    return theorem


def entry(node: Data, path: Path) -> Data:
    for p in path:
        node = node[p]
    return node
