"""`qedescent dialects`: every optimizer of the installed libraries that the chapter covers, read and judged anew."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from qedescent.proofs.limits import limited

MOST_SECONDS = 8.0
LIBRARIES = {
    "torch": "torch",
    "optax": "optax",
    "keras": "keras",
    "sklearn": "scikit-learn",
}  # module: package


@dataclass(frozen=True)
class Entry:
    """One optimizer: its library, its name there, arguments as for `explain`, the book's rule and a remark on defaults."""

    library: str
    target: str
    like: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    remark: str = ""

    @property
    def label(self) -> str:
        """As it would be called: the literals that switch something on."""
        switched = ", ".join(f"{k}={v}" for k, v in self.arguments.items())
        return f"{self.target}({switched})"


@dataclass(frozen=True)
class Found:
    """What was read and judged, or why not; plain data, so that it may come from another process."""

    entry: Entry
    reading: Any = None
    judgment: Mapping[str, Any] = field(default_factory=dict)
    computes: Mapping[str, str] = field(default_factory=dict)
    unreadable: str = ""
    seconds: float = 0.0

    def as_data(self) -> dict[str, Any]:
        entry = asdict(self.entry) | {"label": self.entry.label}
        return {"optimizer": entry, "computes": dict(self.computes), "unreadable": self.unreadable,
                "seconds": round(self.seconds, 3), **self.judgment}  # fmt: skip


def _library(name: str, prefix: str, rows: Sequence[tuple]) -> tuple[Entry, ...]:
    return tuple(Entry(name, prefix + target, like, *rest) for target, like, *rest in rows)


ENTRIES = (
    *_library("torch", "torch.optim.", [
        ("SGD", "sgd"),
        ("SGD", "momentum", {"momentum": "alpha"}),
        ("SGD", "nesterov", {"momentum": "alpha", "nesterov": True}),
        ("SGD", "momentum", {"momentum": "alpha", "dampening": "tau"}, "the first step is exempt from dampening"),
        ("SGD", "sgd", {"weight_decay": "wd"}, "weight decay is added to the gradient"),
        ("Adagrad", "adagrad"),
        ("RMSprop", "rmsprop"),
        ("RMSprop", "rmsprop", {"momentum": "alpha", "alpha": "rho"}, "its argument alpha is the decay; momentum is heavy ball"),
        ("RMSprop", "rmsprop", {"centered": True}),
        ("Adadelta", "adadelta"),
        ("Adam", "adam"),
        ("AdamW", "adam", {"weight_decay": "wd"}, "weight decay 0.01 unless told otherwise"),
        ("Adam", "adam", {"amsgrad": True}, "the maximum is taken before the correction"),
        ("NAdam", "adam"),
        ("Adamax", "adam"),
    ]),
    *_library("optax", "optax.", [
        ("sgd", "sgd"),
        ("sgd", "momentum", {"momentum": "alpha"}),
        ("sgd", "nesterov", {"momentum": "alpha", "nesterov": True}),
        ("adagrad", "adagrad", {}, "the accumulator starts at 0.1 unless told otherwise"),
        ("adagrad", "adagrad", {"initial_accumulator_value": 0.0}),
        ("rmsprop", "rmsprop"),
        ("rmsprop", "rmsprop", {"momentum": "alpha"}),
        ("rmsprop", "rmsprop_nesterov", {"momentum": "alpha", "nesterov": True}),
        ("rmsprop", "rmsprop", {"centered": True}),
        ("adadelta", "adadelta"),
        ("adam", "adam"),
        ("adamw", "adam", {"weight_decay": "wd"}, "weight decay 1e-4 unless told otherwise"),
        ("amsgrad", "adam", {}, "the maximum is taken after the correction"),
        ("nadam", "adam"),
        ("adamax", "adam"),
    ]),
    *_library("keras", "keras.optimizers.", [
        ("SGD", "sgd"),
        ("SGD", "momentum", {"momentum": "alpha"}),
        ("SGD", "nesterov", {"momentum": "alpha", "nesterov": True}),
        ("SGD", "sgd", {"weight_decay": "wd"}, "weight decay is applied to the parameters, for every optimizer"),
        ("Adagrad", "adagrad", {}, "the accumulator starts at 0.1 unless told otherwise"),
        ("RMSprop", "rmsprop"),
        ("RMSprop", "rmsprop", {"momentum": "alpha"}),
        ("RMSprop", "rmsprop", {"centered": True}),
        ("Adadelta", "adadelta", {}, "the rate is 0.001 unless told otherwise, a thousandth of the paper's"),
        ("Adam", "adam"),
        ("AdamW", "adam", {"weight_decay": "wd"}, "weight decay 0.004 unless told otherwise"),
        ("Adam", "adam", {"amsgrad": True}),
        ("Nadam", "adam"),
        ("Adamax", "adam"),
    ]),
    *_library("sklearn", "sklearn.neural_network._stochastic_optimizers.", [
        ("SGDOptimizer", "momentum", {"momentum": "alpha", "nesterov": False}),
        ("SGDOptimizer", "nesterov", {"momentum": "alpha", "nesterov": True}, "Nesterov unless told otherwise"),
        ("AdamOptimizer", "adam"),
    ]),
)  # fmt: skip


def installed() -> dict[str, str]:
    """Versions of the libraries that are here."""
    found = {}
    for module, package in LIBRARIES.items():
        try:
            found[module] = version(package)
        except PackageNotFoundError:
            continue
    return found


def examine(entry: Entry) -> Found:
    """Read and judge one optimizer; what stands in the way is said, not raised."""
    from qedescent.proofs.optimizer_commands import found as subject
    from qedescent.proofs.questions import explain, named

    target = subject(entry.target)
    started = time.perf_counter()
    try:
        with limited(MOST_SECONDS):
            explanation = explain(target, named(entry.like), **entry.arguments)
    except Exception as why:  # the table goes on without it, and says so
        return Found(entry, unreadable=f"{type(why).__name__}: {why}"[:400])
    data = explanation.as_data()
    return Found(
        entry, explanation.reading, data, data.pop("computes"), seconds=time.perf_counter() - started
    )


def kin(found: Sequence[Found]) -> list[dict[str, Any]]:
    """How optimizers beside the same rule of the book are related to each other across libraries."""
    from qedescent.proofs.judging.judgment import judge
    from qedescent.proofs.judging.telling import data

    rows = []
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            if _comparable(one, other):
                try:
                    with limited(MOST_SECONDS):
                        rows.append(
                            data(judge(one.reading, other.reading, one.entry.label, other.entry.label))
                        )
                except TimeoutError as why:
                    rows.append(
                        {
                            "code": one.entry.label,
                            "rule": other.entry.label,
                            "relation": "UNDECIDED",
                            "why": str(why),
                        }
                    )
    return rows


def _comparable(one: Found, other: Found) -> bool:
    if one.reading is None or other.reading is None or one.entry.library == other.entry.library:
        return False
    return _kind(one.entry) == _kind(other.entry)


def _kind(entry: Entry) -> tuple[str, str]:
    """The optimizer without its library: what it is called, and what is switched on."""
    name = entry.target.rsplit(".", 1)[1].lower().removesuffix("optimizer")
    on = {k for k, v in entry.arguments.items() if v not in (False, None, 0.0)} - {
        "alpha",
        "initial_accumulator_value",
    }
    name = "adam" if name == "amsgrad" else name
    return name, ",".join(sorted(on | ({"amsgrad"} if entry.target.endswith("amsgrad") else set())))


def table(jobs: int = 2) -> tuple[list[Found], list[dict[str, Any]]]:
    """All entries of installed libraries, and the pairs; a library's entries share a process, so that it is imported once.
    A process that does not come to an end is stopped, and its part is left out with a word."""
    from multiprocessing import get_context

    from pebble import ProcessPool

    entries = [e for e in ENTRIES if e.library in installed()]
    groups = [group for library in LIBRARIES if (group := [e for e in entries if e.library == library])]
    with ProcessPool(max(1, jobs), context=get_context("spawn")) as pool:
        done = [pool.schedule(_examine_all, args=(g,), timeout=MOST_SECONDS * len(g)) for g in groups]
        found = [
            one
            for g, f in zip(groups, done, strict=True)
            for one in _result(f, [Found(e, unreadable="no answer") for e in g])
        ]
        families = _families(found)
        done = [pool.schedule(kin, args=(f,), timeout=MOST_SECONDS * len(f)) for f in families]
        return found, [row for f in done for row in _result(f, [])]


def _result(future: Any, instead: list) -> list:
    from pebble import ProcessExpired

    try:
        return future.result()
    except (TimeoutError, ProcessExpired):
        return instead


def _examine_all(group: Sequence[Entry]) -> list[Found]:
    return [examine(entry) for entry in group]


def _families(found: Sequence[Found]) -> list[list[Found]]:
    kinds = dict.fromkeys(_kind(f.entry) for f in found)
    return [[f for f in found if _kind(f.entry) == kind] for kind in kinds]
