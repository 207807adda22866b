"""The table of dialects without the libraries: entries, pseudocode, remarks, what cannot be read and what takes too long."""

from __future__ import annotations

import inspect
import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from qedescent.proofs import cli
from qedescent.proofs.command_words import given
from qedescent.proofs.dialects import ENTRIES, Entry, examining, printed, table
from qedescent.proofs.dialects.assignments import assignments, in_order
from qedescent.proofs.dialects.documentation import Remark, holds
from qedescent.proofs.dialects.entries import LIKE
from qedescent.proofs.dialects.examining import FAILED, UNFINISHED, UNREADABLE, Found, defaults, examine
from qedescent.proofs.dialects.printed import PRINTED
from qedescent.proofs.dialects.remarks import REMARKS
from qedescent.proofs.dialects.tidying import in_print_order, tidy
from qedescent.proofs.dialects_command import beside_the_report
from qedescent.proofs.judging.writing import formula
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.questions import named
from qedescent.proofs.report.write import write_report

OURS = "qedescent.numeric.optimizers"
NAMES = {"step_size": "eps", "momentum": "alpha"}
HEAVY = Entry("ours", f"{OURS}.momentum.Momentum", "momentum", NAMES)
AHEAD = Entry("others", f"{OURS}.nesterov.Nesterov", "momentum", NAMES)
WHOLE: Any = {"ρ": 3, "g": 5, "v": 7, "r": 2, "θ": 11, "α": 13, "ε": 17}


def test_every_entry_has_a_rule_and_a_name_of_its_own():
    labels = [e.label for e in ENTRIES]
    assert len(set(labels)) == len(labels) > 50
    assert all(named(LIKE[e.kind]) for e in ENTRIES) and {e.kind for e in ENTRIES} == set(LIKE)


def test_remarks_and_printed_formulas_belong_to_entries():
    assert set(REMARKS) | set(PRINTED) <= {e.label for e in ENTRIES}
    misprinted = {label for label, remarks in REMARKS.items() if any(r.misprinted for r in remarks)}
    assert misprinted <= set(PRINTED)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.label)
def test_the_command_on_the_page_says_the_entrys_own_arguments(entry: Entry):
    words = entry.command.split(" ")
    options = {o: [w for before, w in pairwise(words) if before == o] for o in ("--set", "--symbol")}
    assert given(options["--set"], options["--symbol"]) == dict(entry.arguments)
    assert words[2] == entry.target and words[-1] == entry.like


# Pseudocode


def value(t: Any, at: dict[str, Any]) -> Fraction:
    """A term in exact numbers; max of two, and powers with whole exponents."""
    if not isinstance(t, list):
        return Fraction(at[t] if isinstance(t, str) else t)
    op, *parts = t
    if op == "apply":
        return {"max": max, "abs": abs}[parts[0]](*(value(x, at) for x in parts[1:]))
    values = [value(x, at) for x in parts]
    first, rest = values[0], values[1:]
    match op:
        case "+":
            return sum(rest, first)
        case "-":
            return first - rest[0] if rest else -first
        case "*":
            for x in rest:
                first *= x
            return first
        case "/":
            return first / rest[0]
        case "^":
            return first ** int(rest[0])
    raise ValueError(op)


V, R = ["-", ["*", "α", "v"], ["*", "ε", "g"]], ["+", ["*", "ρ", "r"], ["*", ["-", 1, "ρ"], ["*", "g", "g"]]]
READINGS = {
    "momentum": {"θ": ["+", "θ", V], "v": V},
    "looking ahead": {"θ": ["-", ["+", "θ", ["*", V, "α"]], ["*", "ε", "g"]], "v": V},
    "memory of a memory": {"θ": ["-", "θ", ["/", V, R]], "v": V, "r": R},
    "largest": {"v": ["apply", "max", "v", R], "θ": ["-", "θ", ["/", "ε", ["apply", "max", "v", R]]], "r": R},
    "old value used": {"θ": ["-", "θ", ["/", ["*", "ε", "v"], R]], "r": R, "v": ["+", "v", ["^", ["/", "g", R], 2]]},
    "not ours to shorten": {"θ": ["*", -1, ["*", -1, "θ"]], "v": ["+", ["*", 0, "g"], ["*", 1, "v"]]},
}


@pytest.mark.parametrize("after", READINGS.values(), ids=READINGS)
def test_lines_carried_out_in_order_leave_what_the_step_leaves(after: dict[str, Any]):
    reading = Reading("θ", {"v": 0, "r": 0}, after)
    now = dict(WHOLE)
    for x, f in assignments(reading):
        now[x] = value(f, now)
    assert in_order(reading) and all(now[x] == value(f, WHOLE) for x, f in after.items())


def test_the_new_velocity_is_written_as_the_velocity():
    reading = Reading("θ", {"v": 0}, READINGS["momentum"])
    assert [(x, formula(f)) for x, f in assignments(reading)] == [("v", "α·v - ε·g"), ("θ", "θ + v")]


def test_adadeltas_memory_of_steps_is_assigned_after_the_step_that_uses_its_old_value():
    assert [x for x, _ in assignments(Reading("θ", {}, READINGS["old value used"]))] == ["r", "θ", "v"]


def test_memories_that_are_exchanged_have_no_order_and_that_is_said():
    swapped = Reading("θ", {"v": 0, "r": 0}, {"θ": ["-", "θ", "v"], "v": "r", "r": "v"})
    assert not in_order(swapped) and dict(assignments(swapped)) == swapped.after


TERMS = [
    ["*", ["*", -1, "ε"], "g"], ["+", "θ", ["*", ["*", -1, "ε"], ["/", 1, "v"]]], ["/", ["-", "g"], "v"], ["-", "θ", ["-", "g"]],
    ["^", ["-", "g"], 2], ["*", ["*", "g", "v"], ["*", "g", "v"]], ["-", ["*", "g", ["-", "v"]]],
    ["/", "ε", ["+", 1, ["*", "g", 0]]], ["+", ["-", "ε"], "θ"],
    ["-", 1, ["*", "ρ", "v"]], ["+", ["*", ["^", "g", 2], ["-", 1, "ρ"]], ["*", "r", "ρ"]],
]  # fmt: skip


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_tidying_and_ordering_change_no_value(term: Any):
    assert value(tidy(term), WHOLE) == value(term, WHOLE)
    assert value(in_print_order(tidy(term), {"v", "r"}), WHOLE) == value(term, WHOLE)


def test_printed_order_is_the_books():
    written = ["+", ["*", ["^", "g", 2], ["-", 1, "ρ"]], ["*", "r", "ρ"]]
    assert formula(in_print_order(tidy(written), {"r"})) == "ρ·r + (1 - ρ)·g²"
    assert formula(in_print_order(["-", ["+", "v", "θ"], ["*", "g", "ε"]], {"v"})) == "θ + v - ε·g"


# Documentation

SAID = Remark("it goes up", quotes=("a minus  sign",), silent=("schedule",), defaults={"rate": "None"}, reads="+ g",
              relation="DIFFERENT", misprinted=True)  # fmt: skip
TRUE: Any = ("It prints\n a minus sign.", {"rate": "None"},
             {"computes": {"θ": "θ + g"}, "relation": "DIFFERENT", "printed": "DIFFERENT"})  # fmt: skip


def test_a_remark_stands_while_all_that_it_says_is_so():
    assert holds(SAID, *TRUE)


@pytest.mark.parametrize(
    ("place", "other"),
    [(0, "It prints a plus sign."), (0, "a minus sign on a Schedule"), (1, {"rate": "0.1"}), (1, {}),
     (2, TRUE[2] | {"computes": {"θ": "θ - g"}}), (2, TRUE[2] | {"relation": "IDENTICAL"}),
     (2, TRUE[2] | {"printed": "IDENTICAL"}), (2, TRUE[2] | {"printed": ""})],
)  # fmt: skip
def test_a_remark_falls_with_any_part_of_it(place: int, other: Any):
    changed = [*TRUE]
    changed[place] = other
    assert not holds(SAID, *changed)


def test_defaults_are_read_from_the_signature():
    def make(lr, betas=(0.9, 0.999), eps=1e-08, initial_accumulator_value=0.1, clip=3): ...

    found = list(defaults(make, {"lr": "eps", "betas": ("rho1", "rho2"), "eps": "delta"}))
    assert [(d["argument"], d["letters"], d["default"]) for d in found] == [
        ("lr", ["ε"], ""), ("betas", ["ρ1", "ρ2"], "(0.9, 0.999)"), ("eps", ["δ"], "1e-08"),
        ("initial_accumulator_value", [], "0.1"),
    ]  # fmt: skip


# Reading and judging, on our own optimizers


def test_an_optimizer_is_read_and_judged():
    row = examine(HEAVY).row
    assert row["relation"] == "IDENTICAL" and row["rule"] == "8.2 momentum" and row["certificate_sha256"]
    assert [line["plain"] for line in row["display"]["lines"]][-1] == "θ ← θ + v"
    assert [d["default"] for d in row["defaults"]] == ["", "0.9"]


@pytest.mark.parametrize("target", [f"{OURS}.nowhere.Momentum", f"{OURS}.momentum.Nothing", "builtins.print"])
def test_what_is_not_there_or_cannot_be_read_says_so(target: str):
    row = examine(replace(HEAVY, target=target, arguments={})).row
    assert row["relation"] == UNREADABLE and row["why"]


def test_what_takes_too_long_says_so_in_a_word_of_its_own_and_still_what_it_computes(monkeypatch: pytest.MonkeyPatch):
    def late(*_: Any) -> Any:
        raise TimeoutError("no answer within 15 s")

    monkeypatch.setattr(examining, "_judged", late)
    row = examine(HEAVY).row
    assert row["relation"] == UNFINISHED and "15 s" in row["why"] and row["display"]["lines"]


def test_a_defect_of_ours_is_called_one(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any) -> Any:
        raise RuntimeError("the checker refused")

    monkeypatch.setattr(examining, "_judged", broken)
    assert examine(HEAVY).row["relation"] == FAILED


@pytest.mark.parametrize(
    ("rule", "quote", "relation"),
    [("momentum", "v - step_size g", "IDENTICAL"), ("nesterov", "v - step_size g", "DIFFERENT"), ("momentum", "v + g", "")],
)
def test_the_printed_formula_is_judged_for_as_long_as_it_is_printed(
    monkeypatch: pytest.MonkeyPatch, rule: str, quote: str, relation: str
):
    monkeypatch.setattr(printed, "PRINTED", {HEAVY.label: printed.Printed(named(rule), quote)})
    assert examine(HEAVY).row["printed"] == relation


def test_two_optimizers_of_a_kind_are_set_beside_each_other():
    one, other = examine(HEAVY), examine(AHEAD)
    same, different = table.compare(one, replace(one, entry=AHEAD)), table.compare(one, other)
    assert same["relation"] == "IDENTICAL" and same["kind"] == "momentum" and same["judged"]
    assert different["relation"] == "DIFFERENT" and different["code_name"].startswith("ours Momentum")


def test_a_pair_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch):
    def late(*_: Any) -> Any:
        raise TimeoutError("no answer")

    one = examine(HEAVY)
    monkeypatch.setattr(table, "within", late)
    assert table.compare(one, one)["relation"] == UNFINISHED


# The command


def imagined(relation: str) -> tuple[list[Found], list[dict[str, Any]]]:
    print("a library talks")
    return [Found(HEAVY, {**examine(HEAVY).row, "relation": relation})], []


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Decides what is installed and what the table says."""
    monkeypatch.chdir(tmp_path)

    def set_up(relation: str, versions: dict[str, str] | None = None) -> None:
        monkeypatch.setattr(table, "installed", lambda: {"ours": "1.0"} if versions is None else versions)
        monkeypatch.setattr(table, "table", lambda jobs: imagined(relation))

    return set_up


@pytest.mark.parametrize("command", [["dialects"], ["report", "--dialects"]])
def test_with_no_library_it_says_what_to_install(here: Any, capsys: pytest.CaptureFixture[str], command: list[str]):
    here("IDENTICAL", {})
    assert cli.run(command) == 2
    said = capsys.readouterr()
    assert said.out == "" and "pip install 'qedescent[torch]'" in said.err and said.err.count("\n") == 1
    assert not Path("report").exists()


@pytest.mark.parametrize(
    ("relation", "code"),
    [("IDENTICAL", 0), ("EQUIVALENT", 0), ("DIFFERENT", 0), ("UNDECIDED", 3), (UNFINISHED, 3), (UNREADABLE, 3), (FAILED, 70)],
)
def test_the_exit_code_says_whether_all_were_brought_to_a_relation(here: Any, relation: str, code: int):
    here(relation)
    assert cli.run(["dialects", "--out", "out"]) == code and Path("out/dialects.html").stat().st_size > 100_000


def test_what_stands_in_the_way_of_the_page_is_named_before_any_work(here: Any, capsys: pytest.CaptureFixture[str]):
    here("IDENTICAL")
    Path("out").write_text("a file")
    assert cli.run(["dialects", "--out", "out"]) == 2
    said = capsys.readouterr()
    assert "cannot write: out: " in said.err and "a library talks" not in said.err + said.out


def test_the_page_and_the_report_written_together_link_to_each_other(here: Any):
    here("IDENTICAL")
    page = beside_the_report(Path("out"), 1)
    assert 'href="report.html"' in page.read_text("utf-8")
    assert 'href="dialects.html"' in write_report([], Path("out")).read_text("utf-8")


def test_json_is_data_alone_and_writes_nothing(here: Any, capfd: pytest.CaptureFixture[str]):
    here("IDENTICAL")
    assert cli.run(["dialects", "--json"]) == 0
    data = json.loads(capfd.readouterr().out)
    assert data["versions"] == {"ours": "1.0"} and data["pairs"] == []
    assert data["optimizers"][0]["optimizer"]["label"] == HEAVY.label
    assert not list(Path().iterdir())


def test_the_table_of_nothing_installed_is_empty(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(table, "installed", dict)
    assert table.table(1) == ([], [])


def test_no_library_is_imported_by_the_modules_of_the_table():
    for module in (examining, table):
        assert not {"torch", "optax", "keras", "sklearn"} & set(vars(module)), inspect.getfile(module)
