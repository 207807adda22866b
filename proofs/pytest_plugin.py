"""Tests that an optimizer is the rule it is said to be: `@pytest.mark.implements(book.adam, lr="eps", ...)`.

The marked test returns the optimizer (a PyTorch or Keras class, an Optax factory, a function). Loaded by every run of
pytest where qedescent is installed, so it imports nothing heavy until a marked test runs.
"""

from __future__ import annotations

import json
import math
import os
import warnings
from pathlib import Path
from typing import Any

import pytest

PROPERTY = "qedescent"
OWN = ("up_to", "when", "level", "rule")
found, unwritten = pytest.StashKey[list[dict[str, Any]]](), pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("qedescent", "optimizers and their rules")
    group.addoption("--qed-json", metavar="PATH", help="Write what was found of each marked optimizer to this file.")
    group.addoption("--qed-timeout", metavar="SECONDS", type=float, default=60.0, help="For one optimizer; 60 by default.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        'implements(rule, *, up_to="", when="", level="proved", **arguments): the optimizer that the test returns is this '
        "rule; strings name its hyperparameters, all else sets them.",
    )
    config.stash[found] = []
    seconds, path = _seconds(config), config.getoption("--qed-json")
    if not (math.isfinite(seconds) and seconds > 0):
        raise pytest.UsageError(f"--qed-timeout takes a positive number of seconds, not {seconds:g}")
    if path and not hasattr(config, "workerinput"):
        _refuse_unwritable(Path(path))


def _seconds(config: pytest.Config) -> float:
    return float(config.getoption("--qed-timeout") or 0)


def _refuse_unwritable(path: Path) -> None:
    """Before the tests run, not after."""
    folder = path.absolute().parent
    why = "there is no such directory" if not folder.is_dir() else "it is a directory" if path.is_dir() else ""
    if not why and not os.access(folder, os.W_OK):
        why = "nothing may be written there"
    if why:
        raise pytest.UsageError(f"--qed-json {path}: {why}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("implements") and (not isinstance(item, pytest.Function) or hasattr(item.cls, "assertEqual")):
        pytest.fail("`implements` marks test functions: what a unittest.TestCase returns is not seen", pytrace=False)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    markers = list(pyfuncitem.iter_markers("implements"))
    if not markers:
        return None
    names = pyfuncitem._fixtureinfo.argnames
    optimizer = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
    if optimizer is None:
        pytest.fail("a test marked `implements` returns the optimizer", pytrace=False)
    for marker in markers:
        _judge(pyfuncitem, marker, optimizer)
    return True


def _judge(item: pytest.Function, marker: pytest.Mark, optimizer: Any) -> None:
    from qedescent.proofs.granting import ConditionNotSaid, missing, unsaid
    from qedescent.proofs.lifting.recording import Unreadable
    from qedescent.proofs.limits import within
    from qedescent.proofs.questions import answer

    rule, up_to, when, level = _asked(marker)
    arguments = {k: v for k, v in marker.kwargs.items() if k not in OWN}
    wrong: Exception | None = None
    try:
        explanation = within(_seconds(item.config), lambda: answer(optimizer, rule, **arguments))
        lacking = missing(explanation, up_to, when, level)
    except (Unreadable, TimeoutError, ImportError, TypeError, ValueError) as why:
        wrong = why
    if wrong is not None:
        relation = "UNREADABLE" if isinstance(wrong, Unreadable) else "NOT JUDGED"
        item.user_properties.append((PROPERTY, {"test": item.nodeid, "relation": relation, "why": str(wrong)}))
        pytest.fail(f"{getattr(optimizer, '__name__', optimizer)} cannot be judged: {wrong}", pytrace=False)
    item.user_properties.append((PROPERTY, {"test": item.nodeid, **explanation.as_data()}))
    if lacking:
        pytest.fail(f"{explanation}\n  {lacking}", pytrace=False)
    if beyond := unsaid(explanation, when):
        warnings.warn(beyond, ConditionNotSaid, stacklevel=1)


def _asked(marker: pytest.Mark) -> tuple[Any, str, str, str]:
    rule = marker.args[0] if len(marker.args) == 1 else marker.kwargs.get("rule")
    if rule is None or len(marker.args) > 1:
        pytest.fail("`implements` takes one rule, as book.adam, and keyword arguments", pytrace=False)
    return rule, marker.kwargs.get("up_to", ""), marker.kwargs.get("when", ""), marker.kwargs.get("level", "proved")


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    session.config.pluginmanager.register(_Collector(session.config), "qedescent-collector")


class _Collector:
    """Reads the reports, which reach the main process from every worker."""

    def __init__(self, config: pytest.Config):
        self.found = config.stash[found]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            properties: list[tuple[str, Any]] = list(report.user_properties)
            self.found += [{**value, "outcome": report.outcome} for name, value in properties if name == PROPERTY]


def pytest_sessionfinish(session: pytest.Session) -> None:
    path = session.config.getoption("--qed-json")
    if path and not hasattr(session.config, "workerinput"):
        try:
            write(Path(path), session.config.stash[found])
        except OSError as why:
            session.config.stash[unwritten] = f"--qed-json {path} could not be written: {why.strerror or why}"
            session.exitstatus = pytest.ExitCode.USAGE_ERROR


def write(path: Path, results: list[dict[str, Any]]) -> None:
    """The whole file or none, in the order of the tests' names, whichever worker was first."""
    from qedescent.proofs.report.write import write_atomically

    ordered = sorted(results, key=lambda r: r["test"])
    text = json.dumps({"optimizers": ordered}, indent=2, ensure_ascii=False) + "\n"
    write_atomically(path, text.encode())


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    results, wrong = config.stash[found], config.stash.get(unwritten, "")
    if wrong:
        terminalreporter.write_line(f"ERROR: {wrong}", red=True)
    if results:
        terminalreporter.section("optimizers and their rules")
        for r in results:
            terminalreporter.write_line(f"{r['relation']:<10} {r.get('code', r['test'])} {_about(r)}".rstrip())


def _about(r: dict[str, Any]) -> str:
    if "rule" not in r:
        return r["why"].partition("\n")[0]
    constant = f" ({', '.join(r['constant'])} constant)" if r["constant"] else ""
    proof = ", on numbers alone: no proof" if "largest_relative_gap" in r else ""
    return f"beside {r['rule']}{constant}{proof}"
