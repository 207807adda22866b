"""Attacks on a checker: rewritten terms and corrupted proofs, each derived formula evaluated in random worlds."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from corruption import corruption, leaves, near_misses, replaced
from judging import judge
from random_terms import VARIABLES, Draw
from recording import conclusions
from rewritings import rewritten, slipped
from templates import drawn
from tempting_proofs import TEMPTATIONS
from valid_proofs import combine, supposed, theorem

Data = Any
Make = Callable[[Draw], Data]


@dataclass
class Result:
    """Counts by name, and the first false theorem with the world that refutes it."""

    counts: Counter[str] = field(default_factory=Counter)
    false: str = ""


def attacked(checker: ModuleType, attempts: Iterable[tuple[str, Data]], chance: random.Random, worlds: int = 3) -> Result:
    """What a checker derives from these theorems, judged; stops at the first formula found false."""
    out = Result()
    for kind, attempt in attempts:
        facts, refused = conclusions(checker, attempt)
        out.counts[f"{kind} tried"] += 1
        out.counts[f"{kind} accepted"] += not refused
        out.counts[f"{kind} formulas"] += len(facts)
        judged = judge(attempt, facts, chance, worlds) if facts else judge(attempt, [], chance, 0)
        out.counts[f"{kind} evaluations"] += judged.held
        out.counts[f"{kind} not evaluable"] += judged.not_evaluable
        out.counts[f"{kind} without a world"] += bool(facts) and judged.worlds == 0
        if judged.violated:
            out.false = f"{kind}: {judged.violated} is false where {judged.witness}\n{json.dumps(attempt)}"
            break
    return out


def identities(chance: random.Random, trials: int) -> Iterator[tuple[str, Data]]:
    """Equations between a random term and a sound rewriting of it, then with one leaf of it changed."""
    for _ in range(trials):
        t = Draw(chance).scalar(3)
        same = rewritten(t, chance)
        yield "sound", equation(t, same)
        place, leaf = chance.choice(list(leaves(t)))
        names = list({*VARIABLES, *(x for _, x in leaves(t) if isinstance(x, str) and x[0] == "j")})
        yield "unsound", equation(same, replaced(t, place, chance.choice(near_misses(leaf, sorted(names)) or [leaf])))
        yield "unsound", equation(t, slipped(t, chance))


def equation(left: Data, right: Data) -> Data:
    trivial = ["=", 0, 0]  # shown instead, for the statement's own denominators may be zero
    return theorem([combine(["=", left, right])], [trivial], [])


def corruptions(makes: Iterable[Make], chance: random.Random, trials: int, each: int = 4) -> Iterator[tuple[str, Data]]:
    """Proofs from these templates, then with their assumptions as premises, then corrupted in one place or two."""
    for make in makes:
        for _ in range(trials):
            proof = drawn(make, chance)
            yield "valid", proof
            yield "supposed", supposed(proof)
            for _ in range(each):
                bad = corruption(chance.choice([proof, proof, supposed(proof)]), chance)
                yield "corrupted", corruption(bad, chance) if chance.random() < 0.3 else bad


def temptations(chance: random.Random, trials: int) -> Iterator[tuple[str, Data]]:
    """Proofs of false theorems."""
    for make in TEMPTATIONS:
        for _ in range(trials):
            yield "tempting", make(Draw(chance, wild=False))
