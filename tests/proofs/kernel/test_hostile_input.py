"""What is no certificate, or is too much of one, is refused: with a reason, with the limit's name, and soon."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from by_hand import accepted, combine, supposing, theorem, verdict, why

from qedescent.proofs.kernel import checker

CHECKER = Path(checker.__file__ or "")
MANY = {f"v{i}": "real" for i in range(200)}


def same(term):
    """A theorem that makes the checker look at a term."""
    return [["=", term, term]], [combine(["=", term, term])]


def test_an_exponent_of_a_thousand_million_is_refused_at_once():
    for term in (["^", "a", 10**9], ["^", "a", ["*", 10**9, "n"]], ["sum", "j", 0, 10**9, "j"]):
        assert why([["=", term, term]], [combine(["=", term, term])])


@pytest.mark.parametrize("text", [
    b"", b"[]", b"{}", b"nonsense", b"[" * 3000 + b"]" * 3000, b'{"format": 1.5}', b"\xff\xfe",
    b'{"format": "qedescent-certificate-1", "theorems": []}',
    b'{"format": "qedescent-certificate-1", "format": "qedescent-certificate-1", "theorems": [1]}',
    b"1" * 100_000,
])  # fmt: skip
def test_what_is_no_certificate_is_rejected_with_a_reason(text):
    answer = checker.check(text)
    assert answer["verdict"] == "REJECTED" and answer["why"]


@pytest.mark.parametrize("value", [1.5, True, None, float("nan")])
def test_floats_booleans_and_null_are_no_terms(value):
    goal = ["=", "a", value]
    text = json.dumps({"format": checker.FORMAT, "theorems": [theorem([goal], [combine(goal)], assume=[goal])]})
    assert checker.check(text.encode())["verdict"] == "REJECTED"


def test_nesting_3000_deep_is_refused():
    term = "a"
    for _ in range(900):
        term = ["-", term]
    assert why([["=", term, "a"]], [combine(["=", term, "a"])])


def test_it_runs_alone_in_an_isolated_interpreter():
    good = theorem([["=", "a", "a"]], [combine(["=", "a", "a"])])
    for show, code in (([["=", "a", "a"]], 0), ([["=", "a", "b"]], 1)):
        text = json.dumps({"format": checker.FORMAT, "theorems": [{**good, "show": show}]})
        done = subprocess.run([sys.executable, "-I", "-S", str(CHECKER)], input=text.encode(), capture_output=True, check=False)
        assert done.returncode == code and not done.stderr
        assert json.loads(done.stdout)["verdict"] == ("PROVED" if code == 0 else "REJECTED")


@pytest.mark.parametrize("value", [float("inf"), -float("inf"), 0.0, False, 1e400])
def test_no_value_of_another_kind_hides_anywhere(value):
    goal, extra = ["=", "a", "a"], {"name": value}
    for made in (theorem([goal], [combine(goal)], **extra), theorem([goal], [combine(goal, say=value)])):
        text = json.dumps({"format": checker.FORMAT, "theorems": [made]})
        assert "is no integer" in checker.check(text.encode())["why"]


def test_a_key_that_stands_twice_is_refused_at_any_depth():
    good = json.dumps({"format": checker.FORMAT, "theorems": [theorem(*same("a"))]})
    assert checker.check(good.encode())["verdict"] == "PROVED"
    for key in ('"assume": []', '"rule": "combine"'):
        assert "twice" in checker.check(good.replace(key, f"{key}, {key}").encode())["why"]


def test_a_theorem_that_shows_nothing_is_none():
    assert "shows nothing" in why([], [combine(["=", "a", "a"])])


def test_bytes_are_limited():
    text = json.dumps({"format": checker.FORMAT, "theorems": [theorem(*same("a"))]}).encode()
    assert "8000000 bytes" in checker.check(text + b" " * checker.MAX_BYTES)["why"]


def test_depth_is_limited_as_read_and_as_derived():
    term = "a"
    for _ in range(140):
        term = ["-", term]
    assert accepted(*same(term))
    for _ in range(20):
        term = ["-", term]
    assert "deeper than 150" in why(*same(term))
    growing = [{"rule": "rewrite", "fact": i, "in": ["-", ["-", ["-", "#"]]]} for i in range(60)]
    assert "deeper than 150" in why([["=", 1, 1]], growing, assume=[["=", "a", "b"]])


def test_the_deepest_that_is_read_is_understood_in_every_shape():
    shapes = [
        lambda t, i: ["+", 1, t], lambda t, i: ["sum", f"j{i}", 0, 1, t], lambda t, i: ["sum", f"j{i}", 0, "n", t],
        lambda t, i: ["E", t], lambda t, i: ["sqrt", t], lambda t, i: ["^", t, 1], lambda t, i: ["apply", "f", t],
    ]  # fmt: skip
    for shape in shapes:
        term = "X"
        for i in range(140):
            term = shape(term, i)
        assert accepted(*same(term), variables={"X": "random", "f": ["real", "real"]})


def test_steps_are_limited():
    goal = ["=", "a", "a"]
    assert "20000 steps" in why([goal], [combine(goal)] * (checker.MAX_STEPS + 1))


@pytest.mark.parametrize(("term", "limit"), [
    (["^", ["+", *MANY], 2], "20000 terms"),
    (["*", ["+", *MANY, *([["^", v, 2] for v in MANY])], ["+", *MANY]], "20000 terms"),
    (["*", ["^", "a", 150], ["^", "a", 51]], "degree above 200"),
    (["^", "a", 201], "exponent 201 above 200"),
    (["^", 2**100, 190], "6000 bits"),
    (["+", *(["/", 1, ["^", p, 199]] for p in (3, 5, 7, 11, 13, 17, 19, 23, 29))], "6000 bits"),
    (2**6001, "6000 bits"),
    (["sum", "j", 0, 101, "j"], "unfolded 101 times"),
])  # fmt: skip
def test_each_limit_is_a_refusal_that_names_it(term, limit):
    assert limit in why(*same(term), variables=MANY)


def nested(levels, count, body):
    for i in range(levels):
        body = ["sum", f"j{i}", 0, count, body]
    return body


def function_of_function(depth):
    return ["apply", "f", function_of_function(depth - 1)] if depth else "t"


def inst(fact, size, *premises):
    return {"rule": "inst", "fact": fact, "terms": {"z": ["+", *["a"] * size]}, "premises": list(premises)}


def long(letter, size):
    return ["=", ["+", *[letter] * size], 0]


def rewrite(fact, place):
    return {"rule": "rewrite", "fact": fact, "in": place}


def differentiated(of, **more):
    return {"rule": "derivative", "variable": "t", "of": of, **more}


ONE, FOUR = [["=", 1, 1]], ["^", ["+", *list(MANY)[:4]], 12]
TRIPLE = ["derivative", "w", ["apply", "f", "w"], ["+", "w", "w", "w"]]
BOMBS = {
    "sums in sums": theorem(*same(nested(40, 2, "j0"))),
    "long sums in sums": theorem(*same(nested(5, 100, "j0"))),
    "a power of a sum": theorem(*same(["^", ["+", *list(MANY)[:6]], 40]), variables=MANY),
    "formulas that double": theorem(ONE, [rewrite(i, ["+", "#", "#"]) for i in range(100)], [["=", "a", "b"]]),
    "a large fact cited often": theorem(ONE, [combine(["=", 0, 0], **{"with": [[0, 0]] * 10_000})], [long("a", 10_000)]),
    "a large fact rewritten often": theorem(ONE, [rewrite(0, 1)] * 1000, [long("a", 10_000)]),
    "a large instance": theorem(ONE, [inst(0, 10_000)], [["forall", [["z", "real"]], [], long("z", 10_000)]]),
    "a large premise": theorem(ONE, [inst(0, 10_000, 0)], [["forall", [["z", "real"]], [long("z", 10_000)], ["=", "z", 0]]]),
    "a long product": theorem(ONE, [differentiated(["*", *["t"] * 10_000])]),
    "functions of functions": theorem(
        ONE, [differentiated(function_of_function(40), facts=[0])] * 50, [TRIPLE], {"f": ["real", "real"]}),
    "large denominators": theorem(ONE, [combine(["=", ["/", i, FOUR], ["/", i, FOUR]]) for i in range(200)], variables=MANY),
    "many facts to look through": theorem(
        [["=", "a", "b"]] * 1000, [combine(["=", ["+", "a", i], ["+", i, "a"]]) for i in range(200)]),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_certificate_cannot_keep_the_checker_busy(name, monkeypatch):
    monkeypatch.setattr(checker, "MAX_WORK", checker.MAX_WORK // 20)  # the same refusal in a twentieth of the time
    answer = verdict(BOMBS[name])
    assert answer["verdict"] == "REJECTED" and ("units of work" in answer["why"] or "not established" in answer["why"]), answer


def test_work_is_limited_in_all_theorems_together_and_in_sub_proofs(monkeypatch):
    goal, term = ["=", "a", "a"], nested(2, 50, ["*", "j0", "j1"])
    once = theorem([goal], [supposing([], same(term)[1], ["=", term, term]), combine(goal)])
    assert verdict(once)["verdict"] == "PROVED"
    monkeypatch.setattr(checker, "MAX_WORK", 200_000)
    assert verdict(once)["verdict"] == "PROVED"
    assert "units of work" in verdict(*[once] * 10)["why"]
    assert "units of work" in why([goal], [supposing([], same(term)[1], ["=", term, term])] * 10)
