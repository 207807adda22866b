"""Tests that an optimizer is the rule it is said to be: `@pytest.mark.implements(book.adam, lr="eps", ...)`.

The marked test returns the optimizer (a PyTorch or Keras class, an Optax factory, a function). Loaded by every run of
pytest where qedescent is installed, so it imports nothing heavy until a marked test runs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PROPERTY = "qedescent"
found = pytest.StashKey[list[dict[str, Any]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("qedescent", "optimizers and their rules")
    group.addoption("--qed-json", metavar="PATH", help="Write what was found of each marked optimizer to this file.")
    group.addoption("--qed-timeout", metavar="SECONDS", type=float, default=60.0, help="For one optimizer; 60 by default.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        'implements(rule, *, up_to="", when="", **arguments): the optimizer that the test returns is this rule; strings '
        "name its hyperparameters, all else sets them.",
    )
    config.stash[found] = []


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    marker = pyfuncitem.get_closest_marker("implements")
    if marker is None:
        return None
    names = pyfuncitem._fixtureinfo.argnames
    optimizer = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
    if optimizer is None:
        pytest.fail("a test marked `implements` returns the optimizer", pytrace=False)
    _judge(pyfuncitem, marker, optimizer)
    return True


def _judge(item: pytest.Function, marker: pytest.Mark, optimizer: Any) -> None:
    from qedescent.proofs.lifting.recording import Unreadable
    from qedescent.proofs.limits import limited
    from qedescent.proofs.questions import explain, missing

    up_to, when, like = (marker.kwargs.get(k, "") for k in ("up_to", "when", "rule"))
    arguments = {k: v for k, v in marker.kwargs.items() if k not in ("up_to", "when", "rule")}
    like = marker.args[0] if marker.args else like
    try:
        with limited(float(item.config.getoption("--qed-timeout") or 60.0)):
            explanation = explain(optimizer, like, **arguments)
    except (Unreadable, TimeoutError) as why:
        item.user_properties.append((PROPERTY, {"test": item.nodeid, "relation": "UNREADABLE", "why": str(why)}))
        pytest.fail(f"{getattr(optimizer, '__name__', optimizer)} cannot be judged: {why}", pytrace=False)
    item.user_properties.append((PROPERTY, {"test": item.nodeid, **explanation.as_data()}))
    lacking = missing(explanation, up_to, when)
    if lacking:
        pytest.fail(f"{explanation}\n  {lacking}", pytrace=False)


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
        write(Path(path), session.config.stash[found])


def write(path: Path, results: list[dict[str, Any]]) -> None:
    """The whole file or none."""
    from qedescent.proofs.report.write import write_atomically

    text = json.dumps({"optimizers": results}, indent=2, ensure_ascii=False) + "\n"
    write_atomically(path, text.encode())


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    results = config.stash[found]
    if results:
        terminalreporter.section("optimizers and their rules")
        for r in results:
            terminalreporter.write_line(f"{r['relation']:<10} {r.get('code', r['test'])} {_about(r)}".rstrip())


def _about(r: dict[str, Any]) -> str:
    if r["relation"] == "UNREADABLE":
        return r["why"]
    constant = f" ({', '.join(r['constant'])} constant)" if r["constant"] else ""
    return f"beside {r['rule']}{constant}"
