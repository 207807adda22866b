"""Theorems and steps written by hand, and what the checker says of them."""

from __future__ import annotations

import json
from typing import Any

from qedescent.proofs.kernel import checker

Data = Any
REALS = dict.fromkeys("abcxyr", "real")
NATURALS = {"n": "nat", "m": "nat"}
CHANCE = {"X": "random", "Y": "random", "xi": ["random", "nat"], "th": ["random", "nat"]}


def theorem(show: Data, steps: Data, assume: Data = (), variables: Data = None, **more: Data) -> Data:
    return {"name": "t", "variables": {**REALS, **NATURALS, **(variables or {})}, "assume": list(assume), "show": show,
            "steps": steps, **more}  # fmt: skip


def verdict(*theorems: Data, **more: Data) -> dict[str, Any]:
    text = json.dumps({"format": checker.FORMAT, "theorems": list(theorems), **more}).encode()
    return checker.check(text)


def accepted(*args: Data, **kwargs: Data) -> bool:
    answer = verdict(theorem(*args, **kwargs))
    return answer["verdict"] == "PROVED"


def why(*args: Data, **kwargs: Data) -> str:
    """The reason of a refusal, which must come."""
    answer = verdict(theorem(*args, **kwargs))
    assert answer["verdict"] == "REJECTED", "a false or unfounded theorem was accepted"
    return answer["why"]


def combine(goal: Data, **more: Data) -> Data:
    return {"rule": "combine", "goal": goal, **more}


def supposing(premises: Data, steps: Data, goal: Data, variables: Data = ()) -> Data:
    """The step that shows a goal from premises about fresh variables."""
    return {"rule": "generalize", "variables": list(variables), "premises": premises, "steps": steps, "goal": goal}
