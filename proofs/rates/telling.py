"""A measured rate in lines of at most 80 columns."""

from __future__ import annotations

import math
from collections.abc import Iterator
from textwrap import wrap

from qedescent.numeric.evidence import LEVEL, Estimate
from qedescent.proofs.rates.measuring import FEWEST, MOMENTS, Held, Rate
from qedescent.proofs.rates.optimizers import COMPARED_STEPS, PROBED
from qedescent.proofs.rates.promises import AT_LEAST, AT_MOST, EXACTLY, TENDS_TO
from qedescent.proofs.rates.reading import MARGIN, Drift, drift, local_exponents, notes

COLUMNS, INDENT = 80, 10
SIGNS = {AT_MOST: "≤", AT_LEAST: "≥", EXACTLY: "=", TENDS_TO: "→"}


def lines(rate: Rate, all_theorems: bool = False) -> list[str]:
    """What the terminal shows; theorems that lack several hypotheses only where they are asked for."""
    return [*_head(rate), "", *_table(rate), "", *_fits(rate), "", *_theorems(rate), *_others(rate, all_theorems), *_notes(rate)]


def scaled(power: float) -> str:
    """What C_k is, in a reader's words."""
    if power == 0:
        return "excess"
    return {1.0: "k", 0.5: "√k"}.get(power, f"k^{power:g}") + " × excess"


def _head(rate: Rate) -> Iterator[str]:
    plan = rate.plan
    yield f"{plan.optimizer.name} on {plan.problem.kind}, steps {plan.schedule}, output {plan.output}"
    yield from wrap(f"f = {plan.problem.words}", COLUMNS)
    yield f"{plan.runs} runs of {plan.steps} steps, seed {plan.seed}; intervals at {100 * LEVEL:.4f} %"
    if plan.by_horizon:
        yield "every k is the horizon K of runs of its own"


def _table(rate: Rate) -> Iterator[str]:
    yield f"{'k':>9}  {'mean excess':>11}  {scaled(rate.power):>27}  {'promised':>16}".rstrip()
    for i, (k, mean, c) in enumerate(zip(rate.checkpoints, rate.means, rate.constants, strict=True)):
        row = f"{k:>9}  {(f'{mean:.4g}' if math.isfinite(mean) else '-'):>11}  {_interval(c):>27}"
        yield f"{row:<51}  {_promised(rate, i):>16}".rstrip()


def _interval(x: Estimate) -> str:
    return "diverged" if math.isinf(x.value) else f"{x.value:.4g} [{x.low:.4g}, {x.high:.4g}]"


def _promised(rate: Rate, i: int) -> str:
    """The narrowest of all that is promised at a checkpoint."""
    bounds = [(p.relation, values[i]) for x in rate.applying for p, values in zip(x.theorem.promises, x.promised, strict=True)]
    exact = [v for relation, v in bounds if relation == EXACTLY]
    low = max((v for relation, v in bounds if relation == AT_LEAST), default=None)
    high = min((v for relation, v in bounds if relation == AT_MOST), default=None)
    limit = [v for relation, v in bounds if relation == TENDS_TO]
    if exact:
        return f"{exact[0]:.4g}"
    if low is not None and high is not None:
        return f"{low:.4g} … {high:.4g}"
    return f"≤ {high:.4g}" if high is not None else f"≥ {low:.4g}" if low is not None else f"→ {limit[0]:.4g}" if limit else ""


def _fits(rate: Rate) -> Iterator[str]:
    if rate.diverged:
        yield f"{rate.diverged} of {rate.plan.runs} runs diverged, the first at step {rate.diverged_step}"
    if rate.exponent is None or rate.logarithm is None:
        yield "no exponent: " + ("runs diverged" if rate.unbounded else "the mean excess error is 0, or there is one checkpoint")
        return
    local, x = local_exponents(rate), rate.exponent
    moving = f"; local {local[0]:.3f} … {local[-1]:.3f}" if len(local) > 1 else ""
    over = f"over k = {rate.checkpoints[0]} … {rate.checkpoints[-1]}"
    yield from _wrapped("exponent", f"{x.value:.4f} [{x.low:.4f}, {x.high:.4f}] {over}{moving}")
    yield from _wrapped("log", _log_words(rate))


def _log_words(rate: Rate) -> str:
    x, found = rate.logarithm, drift(rate)
    assert x and found
    meaning = {
        Drift.FLAT: f"flat within {MARGIN:.0%}, no logarithm",
        Drift.RISES: "it rises",
        Drift.FALLS: "it falls",
        Drift.OPEN: f"not settled; {_enough(rate.plan.runs, x)}",
    }[found]
    value, low, high = (f"{100 * v:.2f}" for v in (x.value, x.low, x.high))
    return f"{scaled(rate.power)} changes by {value} % [{low}, {high}] per unit of ln k: {meaning}"


def _enough(runs: int, x: Estimate) -> str:
    """How many runs would put the interval within the margin, if its middle stayed."""
    room, half = MARGIN - abs(x.value), (x.high - x.low) / 2
    return f"about {math.ceil(runs * (half / room) ** 2 / 1000)} thousand runs would settle it" if room > 0 else "take more steps"


def _row(name: str, words: str) -> str:
    return f"{name:<{INDENT}}{words}"


def _wrapped(name: str, words: str) -> Iterator[str]:
    for i, line in enumerate(wrap(words, COLUMNS - INDENT)):
        yield _row("" if i else name, line)


def _theorems(rate: Rate) -> Iterator[str]:
    if rate.plan.optimizer.own:
        seen = f"in {PROBED} runs of both, {min(rate.plan.steps, COMPARED_STEPS)} steps"
        yield from _wrapped("rule", f"{'moves' if rate.is_sgd else 'does not move'} as SGD does here, {seen}")
    for x in rate.applying:
        yield from _wrapped("BROKEN" if x.broken else "holds", f"{_title(x)}: promises {_promise(rate, x)}")
        if x.broken:
            yield from _wrapped("", "THE MEASURED CONSTANT CONTRADICTS THIS THEOREM: code, problem or theorem is wrong")
    if not rate.judged and rate.applying:
        why = f"fewer than {FEWEST} runs" if rate.plan.runs < FEWEST else f"the noise has fewer than {MOMENTS} moments"
        yield from _wrapped("", f"Not judged: with {why} no interval can be trusted.")


def _others(rate: Rate, every: bool) -> Iterator[str]:
    """What keeps theorems from applying: those that are about this problem and lack one hypothesis, or all of them."""
    rest = [x for x in rate.held if x.lacking]
    shown = rest if every else [x for x in rest if x.essential and len(x.lacking) == 1]
    for x in shown:
        yield from _wrapped("not", f"{_title(x)}, which needs that {'; that '.join(h.words for h in x.lacking)}")
    if len(rest) > len(shown):
        yield _row("", f"{len(rest) - len(shown)} more lack several hypotheses or are about other problems: --all")


def _title(x: Held) -> str:
    return f"{x.theorem.claim or 'cited from ' + x.theorem.source} ({x.theorem.about})"


def _promise(rate: Rate, x: Held) -> str:
    """At the last checkpoint, beside what was measured there."""
    said = " and ".join(f"{SIGNS[p.relation]} {v[-1]:.4g}" for p, v in zip(x.theorem.promises, x.promised, strict=True))
    return f"{scaled(rate.power)} {said} at k = {rate.checkpoints[-1]}; measured {_interval(rate.constants[-1])}"


def _notes(rate: Rate) -> Iterator[str]:
    for words in notes(rate):
        yield from _wrapped("note", words)
