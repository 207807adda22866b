"""The command line answers with the right code, one clear line if refused, data alone if asked for data."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qedescent.proofs import cli, outcome
from qedescent.proofs.certificates import certificate_bytes
from qedescent.proofs.outcome import Outcome, Verdict
from qedescent.proofs.report.selection import Refusal, select


def _imagined() -> Any:
    place = Path(__file__).with_name("report") / "fixture_outcomes.py"
    spec = importlib.util.spec_from_file_location("fixture_outcomes", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


IMAGINED = _imagined()
STANDING = [
    IMAGINED.variance(),
    IMAGINED.cited(),
    IMAGINED.stability(),
    IMAGINED.heuristic(),
    IMAGINED.erratum(),
]


@dataclass(frozen=True)
class Entry:
    id: str
    title: str
    section: str
    module: str = ""


class Contradiction(Exception):
    """Stands for the exception that a claim both proved and refuted raises."""


class Chapter:
    """A chapter of imagined claims put in the place of the real one; remembers how it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.outcomes: list[Outcome] = list(STANDING)
        self.raised: BaseException | None = None
        self.asked: dict[str, Any] | None = None
        contents, checking = ModuleType("contents"), ModuleType("verify")
        vars(contents)["CONTENTS"] = tuple(Entry(o.id, o.title, o.section) for o in IMAGINED.outcomes())
        vars(contents)["SECTIONS"] = ()
        vars(checking)["verify"] = self.verify
        monkeypatch.setitem(sys.modules, "qedescent.proofs.chapter.contents", contents)
        monkeypatch.setitem(sys.modules, "qedescent.proofs.verify", checking)
        monkeypatch.setattr(outcome, "Contradiction", Contradiction, raising=False)

    def verify(self, ids: list[str], on_done: Any = None, **options: Any) -> list[Outcome]:
        self.asked = {"ids": ids, **options}
        print("a library's chatter")
        if self.raised:
            raise self.raised
        chosen = [o for o in self.outcomes if o.id in ids]
        for o in chosen:
            on_done(o)
        return chosen


@pytest.fixture
def chapter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Chapter:
    monkeypatch.chdir(tmp_path)
    return Chapter(monkeypatch)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on standard error of a command that must be refused as bad usage."""
    assert cli.run(list(arguments)) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and said.err.startswith("qedescent: ")
    return said.err


def test_claims_that_all_stand_exit_with_0(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    assert cli.run(["verify", *(o.id for o in STANDING)]) == 0
    assert "5 of 5 claims stand" in capsys.readouterr().out


def test_an_open_claim_exits_with_3(chapter: Chapter):
    chapter.outcomes.append(IMAGINED.unknown())
    assert cli.run(["verify"]) == 3


def test_a_refuted_claim_exits_with_1_even_beside_an_open_one(chapter: Chapter):
    stability = IMAGINED.stability()
    bad = replace(stability, proof=replace(stability.proof, verdict=Verdict.REFUTED))
    chapter.outcomes = [bad, IMAGINED.unknown()]
    assert cli.run(["verify"]) == 1


def test_a_contradiction_exits_with_70(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    chapter.raised = Contradiction("hb-stability-region is both proved and refuted")
    assert cli.run(["verify"]) == 70
    assert "both proved and refuted" in capsys.readouterr().err


def test_an_interrupted_command_exits_with_130_and_says_nothing(
    chapter: Chapter, capsys: pytest.CaptureFixture[str]
):
    chapter.raised = KeyboardInterrupt()
    assert cli.run(["verify", "--json"]) == 130
    said = capsys.readouterr()
    assert said.out == "" and "Traceback" not in said.err and "Abort" not in said.err


def test_json_stands_alone_on_standard_output(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    assert cli.run(["verify", "--json", "--seed", "7", "hb-stability-region"]) == 0
    said = capsys.readouterr()
    data = json.loads(said.out)
    (claim,) = data["claims"]
    assert (
        {"id", "title", "section", "source", "seconds"} <= claim.keys()
        and data["seconds"] >= 0
        and data["seed"] == 7
    )
    wanted = {
        "verdict",
        "method",
        "axioms",
        "side_conditions",
        "certificate_sha256",
        "seconds",
        "check_seconds",
    }
    assert wanted <= claim["proof"].keys() and "certificate" not in claim["proof"]
    measured = claim["measurement"]
    assert (measured["measured"], measured["predicted"], measured["interval"]) == (
        3.7995,
        3.8,
        [3.7951, 3.8039],
    )
    assert {"verdict", "runs", "steps", "seed", "readings"} <= measured.keys()
    assert claim["rival"]["rejected"] is True and "chatter" in said.err


def test_data_stands_alone_also_where_a_library_writes_past_python(chapter: Chapter, capfd: pytest.CaptureFixture[str]):
    noisy = chapter.verify

    def noisier(*arguments: Any, **options: Any) -> Any:
        os.write(1, b"chatter of C\n")
        os.system("echo chatter of a child")
        return noisy(*arguments, **options)

    vars(sys.modules["qedescent.proofs.verify"])["verify"] = noisier
    assert cli.run(["verify", "--json", "hb-stability-region"]) == 0
    said = capfd.readouterr()
    assert json.loads(said.out)["exit_code"] == 0
    assert "chatter of C" in said.err and "chatter of a child" in said.err


@pytest.mark.parametrize("closed", [1, 2])
def test_a_closed_stream_is_no_reason_to_fail(closed: int):
    done = _fresh(
        f"import os, sys\nos.close({closed})\nsys.{'stdout' if closed == 1 else 'stderr'} = None\n"
        "sys.argv[1:] = ['list', '--json']\nfrom qedescent.proofs.cli import main\nmain()"
    )
    assert done.returncode == 0 and done.stderr == "" and bool(done.stdout) is (closed == 2)


def test_a_terminal_without_greek_letters_gets_their_code_points_and_data_stay_data():
    code = "import sys\nsys.argv[1:] = ['list', {}]\nfrom qedescent.proofs.cli import main\nmain()"
    plain = _fresh(code.format("'--section=8.2.1'"), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert plain.returncode == 0 and "\\u03b5" in plain.stdout, plain.stderr
    data = _fresh(code.format("'--json'"), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "ε" in json.loads(data.stdout)[0]["title"], data.stderr


def test_json_holds_no_nan_and_no_infinity(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    o = IMAGINED.stability()
    (reading,) = o.measurement.readings
    endless = replace(reading, measured=float("nan"), interval=(float("-inf"), float("inf")))
    chapter.outcomes = [replace(o, measurement=replace(o.measurement, readings=(endless,)))]
    cli.run(["verify", "--json", o.id])

    def refuse(word: str) -> None:
        raise AssertionError(word)

    data = json.loads(capsys.readouterr().out, parse_constant=refuse)
    assert data["claims"][0]["measurement"]["interval"] == [None, None]


def test_a_section_holds_its_subsections_and_no_other(chapter: Chapter):
    cli.run(["verify", "--section", "8.3"])
    assert chapter.asked and len(chapter.asked["ids"]) == 4
    with pytest.raises(Refusal):
        select([Entry("a", "a", "8.30")], [], "8.3")


def test_options_reach_the_verification(chapter: Chapter):
    options = ["--jobs", "3", "--timeout", "1.5", "--seed", "4", "--scheduler", "tcp://host:8786"]
    cli.run(["verify", *options, "hb-stability-region"])
    asked = {"ids": ["hb-stability-region"], "jobs": 3, "timeout": 1.5, "seed": 4, "scheduler": "tcp://host:8786"}
    assert chapter.asked == asked


def test_an_unknown_claim_is_refused_with_the_nearest_name(
    chapter: Chapter, capsys: pytest.CaptureFixture[str]
):
    assert "did you mean hb-stability-region" in refused(capsys, "verify", "hb-stabilty-region")
    assert "qedescent list" in refused(capsys, "show", "zzzz\nzzz")
    assert chapter.asked is None


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("verify", "--jobs", "0"),
        ("verify", "--level", "sure"),
        ("verify", "--nonsense"),
        ("show",),
        ("verify", "--seed", "x"),
        ("verify", "--timeout", "0"),
        ("verify", "--section", "99"),
        ("check",),
        ("list", "x"),
    ],
)
def test_bad_usage_gets_one_line(
    chapter: Chapter, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
):
    refused(capsys, *arguments)


def test_list_names_every_claim(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    assert cli.run(["list", "--json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == [o.id for o in IMAGINED.outcomes()]
    assert cli.run(["list"]) == 0
    said = capsys.readouterr().out
    assert all(o.id in said for o in IMAGINED.outcomes())
    assert not any(line.endswith(" ") for line in said.splitlines())


def test_show_prints_the_claim_from_the_checked_terms(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    assert cli.run(["show", "hb-stability-region"]) == 0
    said = capsys.readouterr().out
    for part in (
        "assume  λ > 0",
        "|z| < 1",
        "[Jury’s criterion in degree two]",
        "0 < ε < 2(1+α)/λ",
        "PROVED",
        "needs        1 - α ≠ 0",
        "rejected",
    ):
        assert part in said


def test_the_report_is_written_and_its_place_is_told(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    assert cli.run(["report", "--out", "out", "hb-stability-region"]) == 0
    assert capsys.readouterr().out == "out/report.html\n" and Path("out/report.html").stat().st_size > 100_000
    assert chapter.asked and chapter.asked["figures"] is True


def test_a_report_is_written_also_when_a_claim_is_open(chapter: Chapter):
    chapter.outcomes.append(IMAGINED.unknown())
    assert cli.run(["report", "--out", "out"]) == 3 and Path("out/report.html").exists()


def test_a_file_in_the_place_of_the_directory_is_refused_before_any_work(
    chapter: Chapter, capsys: pytest.CaptureFixture[str]
):
    Path("file").write_text("mine")
    for out in ("file", "file/below"):
        assert "cannot write" in refused(capsys, "report", "--out", out)
    assert chapter.asked is None and [p.name for p in Path().iterdir()] == ["file"]


def test_what_stands_in_the_way_of_the_report_is_named_before_any_work(
    chapter: Chapter, capsys: pytest.CaptureFixture[str]
):
    Path("a/report.html").mkdir(parents=True)
    Path("b").mkdir()
    Path("b/certificates").write_text("mine")
    Path("c").symlink_to("nowhere")
    for out, name in (("a", "a/report.html"), ("b", "b/certificates"), ("c", "c")):
        assert f"cannot write: {name}: is " in refused(capsys, "report", "--out", out)
    assert chapter.asked is None
    assert sorted(str(p) for p in Path().rglob("*")) == ["a", "a/report.html", "b", "b/certificates", "c"]


def test_other_files_in_the_directory_are_left_alone(chapter: Chapter):
    Path("out/certificates").mkdir(parents=True)
    for name in ("out/notes.txt", "out/certificates/mine.json"):
        Path(name).write_text("mine")
    assert cli.run(["report", "--out", "out", "hb-stability-region"]) == 0
    assert Path("out/notes.txt").read_text() == Path("out/certificates/mine.json").read_text() == "mine"
    assert not [p for p in Path("out").rglob("*") if p.name.endswith(".part")]


@pytest.mark.parametrize(
    "content",
    [b"", b"no json", b"[1, 2]", b'{"format": "other"}', b"\xff\xfe", b"[" * 200_000, b"9" * 10_000, b"null"],
)
def test_what_is_no_certificate_is_refused(
    chapter: Chapter, capsys: pytest.CaptureFixture[str], content: bytes
):
    Path("c.json").write_bytes(content)
    refused(capsys, "check", "c.json")


def test_a_certificate_that_is_not_there_is_refused(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    assert "cannot read" in refused(capsys, "check", "none.json")
    assert "cannot read" in refused(capsys, "check", ".")


def test_a_file_without_end_is_refused(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    assert "longer than" in refused(capsys, "check", "/dev/zero")


def test_a_broken_certificate_is_rejected_by_the_checker_itself(
    chapter: Chapter, capsys: pytest.CaptureFixture[str]
):
    Path("c.json").write_bytes(
        certificate_bytes({"format": "qedescent-certificate-1", "claim": "x", "theorems": 5})
    )
    assert cli.run(["check", "c.json", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "REJECTED"
    assert cli.run(["check", "c.json"]) == 1
    assert capsys.readouterr().out.startswith("REJECTED: ")


AXIOMATIC = {
    "name": "rests on its axiom",
    "variables": {"a": "real"},
    "assume": [],
    "axioms": [{"name": "wish", "source": "nobody", "statement": [">", "a", 0]}],
    "show": [[">", "a", 0]],
    "steps": [],
}


def test_an_accepted_certificate_is_shown_with_what_it_rests_on(
    chapter: Chapter, capsys: pytest.CaptureFixture[str]
):
    data = {"format": "qedescent-certificate-1", "claim": "x", "theorems": [AXIOMATIC]}
    Path("c.json").write_bytes(certificate_bytes(data))
    assert cli.run(["check", "c.json"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("PROVED\n") and "axiom  wish: a > 0   [nobody]" in said
    data["theorems"] = [{**AXIOMATIC, "axioms": []}]
    Path("c.json").write_bytes(certificate_bytes(data))
    assert cli.run(["check", "c.json"]) == 1


def _fresh(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), **environment}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=surroundings, check=False
    )


def test_help_imports_nothing_heavy():
    heavy = {"sympy", "numpy", "scipy", "matplotlib", "jinja2", "rich", "flint"}
    done = _fresh(
        "import sys\nfrom qedescent.proofs.cli import run\nrun(['--help'])\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    assert done.stdout.splitlines()[-1] == "[]" and "verify" in done.stdout, done.stderr


@pytest.mark.parametrize(("no_color", "coloured"), [("1", False), ("", True)])
def test_no_color_is_honoured(no_color: str, coloured: bool):
    code = (
        "import sys\nsys.stdout.isatty = lambda: True\n"
        "from qedescent.proofs.console import output\noutput().print('x', style='red')"
    )
    done = _fresh(code, NO_COLOR=no_color, TERM="xterm-256color")
    assert ("\x1b[31m" in done.stdout) is coloured, done.stderr


def test_a_bar_is_drawn_for_a_terminal_only(chapter: Chapter, capsys: pytest.CaptureFixture[str]):
    cli.run(["verify", "hb-stability-region"])
    assert capsys.readouterr().err == ""
