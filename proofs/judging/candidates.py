"""Changes of variables and settings that may make a rule the book's, cheapest and least conditional first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qedescent.analytic.notation import k
from qedescent.proofs.judging.finding import find_changes
from qedescent.proofs.judging.settings import Setting, with_setting
from qedescent.proofs.judging.step import Step
from qedescent.proofs.judging.trial import fails, runs_apart, start_alike
from qedescent.proofs.lifting.reading import Reading


def candidates(code: Reading, book: Reading, settings: Iterable[Setting]) -> Iterator[tuple[Step, Setting]]:
    """Candidates without a condition before those with one; none that fails in numbers."""
    waiting: list[tuple[Step, Setting]] = []
    for setting in settings:
        set_book = with_setting(book, setting)
        if start_alike(code, set_book) and runs_apart(code, set_book):
            continue
        for change in find_changes(code, set_book):
            step = Step(code, set_book, change, change.held() or ())
            if fails(step):
                continue
            if not step.held and not moves(setting):
                yield step, setting
            else:
                waiting.append((step, setting))
            if not step.held and change.trivial:
                break  # no other change asks for less
    yield from sorted(waiting, key=lambda s: (len(s[1]), len(s[0].held)))


def moves(setting: Setting) -> tuple[str, ...]:
    """The hyperparameters whose values depend on how many steps were taken."""
    return tuple(p for p, e in setting.items() if k in e.free_symbols)
