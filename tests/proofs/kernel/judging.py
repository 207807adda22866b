"""Theorems judged in random worlds: what was derived from the assumptions must be true wherever they are."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from evaluator import World, true, value
from worlds import FAR, REALS, UNKNOWN, Maker

Data = Any


@dataclass
class Judgement:
    """How often facts were found true, and the first that was found false although the assumptions are true."""

    held: int = 0
    worlds: int = 0
    not_evaluable: int = 0
    violated: Data = None
    witness: dict[str, Any] = field(default_factory=dict)


def judge(theorem: Data, facts: Sequence[Data], chance: random.Random, worlds: int) -> Judgement:
    """Evaluate facts in random worlds in which the theorem's assumptions hold."""
    out, given = Judgement(), assumptions(theorem)
    for _ in range(worlds):
        world = Maker(theorem["variables"], given, chance).world()
        if world is None:
            continue
        out.worlds += 1
        for f in facts:
            try:
                if true(f, world):
                    out.held += 1
                elif surely_false(f, given, wider(world, theorem)):
                    out.violated, out.witness = f, {n: v for n, v in world.meaning.items() if not callable(v)}
                    return out
            except UNKNOWN:
                out.not_evaluable += 1
    return out


def assumptions(theorem: Data) -> list[Data]:
    return [*theorem["assume"], *theorem.get("needs", []), *(a["statement"] for a in theorem.get("axioms", []))]


def surely_false(f: Data, given: Sequence[Data], world: World) -> bool:
    return all(true(a, world) for a in given) and not true(f, world)


def wider(world: World, theorem: Data) -> World:
    """The same world with longer ranges, before a violation is believed: an assumption or a premise about all numbers
    must hold for those to which a step applies it."""
    probes = [v for t in instances(theorem["steps"]) for v in known_value(t, world)]
    constants = [v for v in probes if len(v) == 1]
    more = {
        "nat": [*([Fraction(i)] for i in range(9)), *(v for v in constants if v[0] == abs(int(v[0])))],
        "real": [*([x] for x in REALS + FAR), *constants],
        "random": [*world.ranges["random"], *([x] for x in REALS), *probes],
    }
    return World(world.weights, world.meaning, {**world.ranges, **{sort: tuple(vs) for sort, vs in more.items()}})


def instances(steps: Data) -> Iterator[Data]:
    """The terms at which steps instantiate, in sub-proofs too."""
    if isinstance(steps, dict):
        yield from steps.get("terms", {}).values()
        steps = list(steps.values())
    for s in steps if isinstance(steps, list) else ():
        yield from instances(s)


def known_value(t: Data, world: World) -> list[Any]:
    try:
        found = value(t, world)
        return [found] if not isinstance(found[0], tuple) else []
    except UNKNOWN:
        return []
