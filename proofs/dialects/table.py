"""The whole table: every entry of the installed libraries, and those of one kind beside each other, in several processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import combinations
from multiprocessing import get_context
from typing import Any

from qedescent.proofs.dialects.entries import ENTRIES, LIBRARIES, LIKE, Entry
from qedescent.proofs.dialects.examining import FAILED, MOST_SECONDS, UNFINISHED, Found, examine, nothing
from qedescent.proofs.limits import within

SLOWEST_FIRST = ("keras", "torch", "optax", "sklearn")  # to import and to read
IMPORTING = 60.0  # seconds; a process that takes longer is stopped


def installed() -> dict[str, str]:
    """Versions of the libraries that are here."""
    found = {}
    for module, package in LIBRARIES.items():
        try:
            found[module] = version(package)
        except PackageNotFoundError:
            continue
    return found


def table(jobs: int = 2) -> tuple[list[Found], list[dict[str, Any]]]:
    """All entries of installed libraries, and the pairs. A library's entries share a process, so that it is imported once;
    a process that does not come to an end is stopped, and its part says so."""
    from pebble import ProcessPool

    here = installed()
    groups = [[e for e in ENTRIES if e.library == library] for library in SLOWEST_FIRST if library in here]
    with ProcessPool(max(1, jobs), context=get_context("spawn")) as pool:
        done = [pool.schedule(examine_all, args=(g,), timeout=IMPORTING + 2 * MOST_SECONDS * len(g)) for g in groups]
        found = [one for g, f in zip(groups, done, strict=True) for one in _answer(f, [_stopped(e) for e in g])]
        found.sort(key=lambda one: ENTRIES.index(one.entry))
        pairs = [p for kind in LIKE for p in combinations([f for f in found if f.entry.kind == kind], 2) if _comparable(*p)]
        shares = [pairs[i :: 4 * jobs] for i in range(4 * jobs)]  # the slow ones do not all fall to one process
        done = [pool.schedule(compare_all, args=(s,), timeout=IMPORTING + MOST_SECONDS * len(s)) for s in shares]
        rows = [row for s, f in zip(shares, done, strict=True) for row in _answer(f, [_unfinished(*p) for p in s])]
    order = [(one.entry.label, other.entry.label) for one, other in pairs]
    return found, sorted(rows, key=lambda row: order.index((row["code"], row["rule"])))


def examine_all(group: Sequence[Entry]) -> list[Found]:
    return [examine(entry) for entry in group]


def compare_all(pairs: Sequence[tuple[Found, Found]]) -> list[dict[str, Any]]:
    return [compare(one, other) for one, other in pairs]


def compare(one: Found, other: Found) -> dict[str, Any]:
    """How two optimizers of one kind are related."""
    from qedescent.proofs.dialects.display import displayed_judgment
    from qedescent.proofs.judging.judgment import judge
    from qedescent.proofs.judging.plain_data import data

    mine, theirs = one.reading, other.reading
    assert mine is not None and theirs is not None
    try:
        j = within(MOST_SECONDS, lambda: judge(mine, theirs, one.entry.label, other.entry.label))
        return {**_between(one, other), **data(j), "judged": displayed_judgment(j)}
    except TimeoutError as why:
        return _between(one, other) | nothing(UNFINISHED, str(why))
    except Exception as why:  # a defect of ours, which is shown
        return _between(one, other) | nothing(FAILED, f"{type(why).__name__}: {why}"[:400])


def _between(one: Found, other: Found) -> dict[str, Any]:
    return {
        "kind": one.entry.kind,
        "code": one.entry.label, "code_name": f"{one.entry.library} {one.entry.name}",
        "rule": other.entry.label, "rule_name": f"{other.entry.library} {other.entry.name}",
    }  # fmt: skip


def _comparable(one: Found, other: Found) -> bool:
    return one.reading is not None and other.reading is not None and one.entry.library != other.entry.library


def _answer(future: Any, instead: list) -> list:
    from pebble import ProcessExpired

    try:
        return future.result()
    except (TimeoutError, ProcessExpired):
        return instead


def _stopped(entry: Entry) -> Found:
    return Found(entry, nothing(UNFINISHED, "its process came to no end and was stopped"))


def _unfinished(one: Found, other: Found) -> dict[str, Any]:
    return _between(one, other) | nothing(UNFINISHED, "its process came to no end and was stopped")


def counts(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """How many there are of each relation, in the order in which they first occur."""
    for word in dict.fromkeys(str(row["relation"]) for row in rows):
        yield word, sum(row["relation"] == word for row in rows)
