"""Two real steps of a PyTorch optimizer on record: its first, and one when it has long been running."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qedescent.proofs.kernel.checker import names
from qedescent.proofs.lifting.algebra import is_number
from qedescent.proofs.lifting.recording import Data, Unreadable
from qedescent.proofs.lifting.recurrence import Pair, Steps, Witness
from qedescent.proofs.lifting.torch_places import Keys, Place, lettered
from qedescent.proofs.lifting.torch_run import Run


@dataclass(frozen=True)
class FirstStep:
    """What stood in each place before it, what its storage held when it was made, and what stands there after."""

    before: Mapping[Keys, Data]
    numbers_before: Mapping[Keys, Pair]
    born: Mapping[Keys, Data]
    after: Mapping[Keys, Data]
    numbers_after: Mapping[Keys, Pair]
    parameter: Data
    conditions: tuple[Data, ...]
    given: Mapping[str, Pair]
    moved_to: Pair

    def start(self, keys: Keys) -> Sequence[Data]:
        """What a memory may have held before."""
        if keys in self.before:
            return (self.before[keys],)
        born = self.born[keys]
        return (0, 1) if born is None or "g" in names(born) else (born, 0)

    def given_for_good(self, keys: Keys, arguments: Mapping[str, object]) -> bool:
        """Whether what never changes is an argument, which may be given anew, or a number of the constructor's."""
        early = self.before.get(keys)
        return keys[0] != "state" and (early is None or is_number(early) or not set(keys).isdisjoint(arguments))


def record(run: Run, warm_up: int) -> Steps:
    """The first step, and one after `warm_up` more."""
    first = _first_step(run)
    for _ in range(warm_up):
        run.ask()
        run.step()
    return _later_step(run, first)


def _first_step(run: Run) -> FirstStep:
    before, numbers_before = run.terms(), {keys: place.values for keys, place in run.places().items()}
    run.ask()
    given = run.asked_with() | run.numbers({})
    conditions = run.watched_step()
    found = run.places()
    return FirstStep(
        before=before,
        numbers_before=numbers_before,
        born={keys: run.shadows.birth(place.held) for keys, place in found.items()},
        after=run.terms(),
        numbers_after={keys: place.values for keys, place in found.items()},
        parameter=run.shadows.term(run.parameter),
        conditions=conditions,
        given=given,
        moved_to=run.numbers({})["θ"],
    )


def _later_step(run: Run, first: FirstStep) -> Steps:
    keys_of = _memories(run, first)
    run.ask()
    letters = {x: run.places()[keys] for x, keys in keys_of.items()}
    given = run.asked_with() | run.numbers(letters)
    run.relabel(letters)
    conditions = run.watched_step()
    found, terms = run.places(), run.terms()
    if not set(keys_of.values()) <= set(found) & set(first.after):
        raise Unreadable("it does not keep its memories in the same places")
    reached = run.numbers({x: found[keys] for x, keys in keys_of.items()})
    at_first = {"θ": first.moved_to} | {x: first.numbers_after[keys] for x, keys in keys_of.items()}
    return Steps(
        starts={x: first.start(keys) for x, keys in keys_of.items()},
        first={"θ": first.parameter, **{x: first.after[keys] for x, keys in keys_of.items()}},
        after={"θ": run.shadows.term(run.parameter), **{x: terms[keys] for x, keys in keys_of.items()}},
        conditions_at_first=first.conditions,
        conditions=conditions,
        witnesses=(Witness(1, first.given, at_first), Witness(run.count, given, reached)),
    )


def _memories(run: Run, first: FirstStep) -> dict[str, Keys]:
    """A letter for each place that changes, or whose number was made of hyperparameters once and for all."""
    keys_of = {place: keys for keys, place in run.places().items()}
    memories: list[Place] = [
        place
        for place, keys in keys_of.items()
        if place.values != first.numbers_before.get(keys) or not first.given_for_good(keys, run.arguments)
    ]
    return {x: keys_of[place] for x, place in lettered(memories, run.values).items()}
