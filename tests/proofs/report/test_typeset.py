"""What is read is what was checked: different terms are written differently, and nothing is guessed."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from qedescent.proofs.report.layout import last_index
from qedescent.proofs.report.names import NotTypeset
from qedescent.proofs.report.plain import plain, plain_declarations
from qedescent.proofs.report.typeset import tex, tex_declarations, tex_rows, width

SORTS: dict[str, Any] = {"theta": ["random", "nat"], "H": ["vec", "vec"], "u": "vec", "n": "nat"}

WRITTEN = [
    (["-", "a", ["-", "b", "c"]], "a - (b - c)"),
    (["-", ["-", "a", "b"], "c"], "a - b - c"),
    (["-", "a", ["+", "b", "c"]], "a - (b + c)"),
    (["+", "a", ["-", "b"]], "a - b"),
    (["-", "a", -3], "a - (-3)"),
    (["+", -1, "a"], "-1 + a"),
    (["*", -1, "x"], "-x"),
    (["*", -2, ["+", "a", "b"]], "-2 (a + b)"),
    (["*", "a", -2], "a\\,(-2)"),
    (["*", "a", 2], "a \\cdot 2"),
    (["*", 2, ["/", 1, 2]], "2 \\cdot \\frac{1}{2}"),
    (["/", ["/", "a", "b"], "c"], "\\frac{\\frac{a}{b}}{c}"),
    (["/", "a", ["/", "b", "c"]], "\\frac{a}{\\frac{b}{c}}"),
    (["^", ["^", "a", 2], 3], "(a^{2})^{3}"),
    (["^", "a", ["^", 2, 3]], "a^{2^{3}}"),
    (["-", ["^", "x", 2]], "-x^{2}"),
    (["^", ["-", "x"], 2], "(-x)^{2}"),
    (["^", -3, 2], "(-3)^{2}"),
    (["^", ["/", "a", "b"], 2], "\\left(\\frac{a}{b}\\right)^{2}"),
    (["sqrt", ["^", "x", 2]], "\\sqrt{x^{2}}"),
    (["^", ["sqrt", "x"], 2], "\\left(\\sqrt{x}\\right)^{2}"),
    (["apply", "theta", ["+", "n", 1]], "\\theta_{n + 1}"),
    (["+", ["apply", "theta", "n"], 1], "\\theta_{n} + 1"),
    (["^", ["E", "x"], 2], "\\mathbb{E}[x]^{2}"),
    (["E", ["^", "x", 2]], "\\mathbb{E}[x^{2}]"),
    (["dot", "u", "u"], "\\lVert u\\rVert^{2}"),
    (["dot", "u", ["apply", "H", "u"]], "\\langle u, H(u)\\rangle"),
    (["sum", "j", 0, ["+", "n", 1], ["+", "j", "a"]], "\\sum_{j=0}^{n} (j + a)"),
    (["+", ["sum", "j", 0, ["+", "n", 1], "j"], "a"], "\\sum_{j=0}^{n} j + a"),
    (["*", ["sum", "j", 1, "n", "j"], "a"], "\\left(\\sum_{j=1}^{n} j\\right) a"),
]


@pytest.mark.parametrize(("term", "text"), WRITTEN, ids=[text for _, text in WRITTEN])
def test_a_term_is_written_with_the_brackets_it_needs_and_no_more(term: Any, text: str):
    assert tex(term, SORTS) == text


@pytest.mark.parametrize("write", [tex, plain])
def test_terms_of_different_meaning_are_written_differently(write: Any):
    texts = [(write(term, SORTS), term) for term, _ in WRITTEN]
    same = [(s, t) for (a, s), (b, t) in combinations(texts, 2) if a == b]
    assert same == []


FORMULAS = [
    (["!=", ["-", 1, "beta"], 0], "1 - \\beta \\ne 0"),
    (
        ["roots", ["-", "b"], "c", "<=", "r"],
        "\\text{every root of } z^{2} - b z + c \\text{ has } |z| \\le r",
    ),
    (["roots", "z", "c", "<", 1], "\\text{every root of } w^{2} + z w + c \\text{ has } |w| < 1"),
    (["limit", "k", ["+", "a", "k"], 0], "\\lim_{k\\to\\infty} (a + k) = 0"),
    (
        ["forall", [["k", "nat"]], [[">", "a", 0]], ["=", "k", "a"]],
        "\\forall\\, k \\in \\mathbb{N}:\\;\\; {a > 0} \\;\\Longrightarrow\\; {k = a}",
    ),
    (
        ["forall", [], [["forall", [], [[">", "a", 0]], [">", "b", 0]]], [">", "c", 0]],
        "{({a > 0} \\;\\Longrightarrow\\; {b > 0})} \\;\\Longrightarrow\\; {c > 0}",
    ),
    (
        ["forall", [], [[">", "a", 0]], ["forall", [], [[">", "b", 0]], [">", "c", 0]]],
        "{a > 0} \\;\\Longrightarrow\\; {({b > 0} \\;\\Longrightarrow\\; {c > 0})}",
    ),
    (["derivative", "x", ["^", "x", 2], ["*", 2, "x"]], "\\frac{d}{dx}\\,x^{2} = 2 x"),
    (
        ["independent", "xi", ["theta"]],
        "\\xi_{k} \\text{ is independent of } (\\xi_{j})_{j<k},\\allowbreak\\ (\\theta_{j})_{j\\le k} \\text{ for every } k",
    ),
    ([">", 1, "alpha"], "\\alpha < 1"),
    ([">=", ["+", "a", 1], "b"], "b \\le a + 1"),
    ([">=", ["+", "a", 1], 0], "a + 1 \\ge 0"),
    (
        ["forall", [["m", "nat"]], [], ["forall", [["i", "nat"], ["x", "real"]], [], [">", "m", "i"]]],
        "\\forall\\, m, i \\in \\mathbb{N}, x \\in \\mathbb{R}:\\;\\; m > i",
    ),
    (
        ["forall", [], [[">", "a", 0]], ["forall", [["m", "nat"]], [], [">=", "m", "a"]]],
        "{a > 0} \\;\\Longrightarrow\\; {\\forall\\, m \\in \\mathbb{N}:\\;\\; m \\ge a}",
    ),
]


@pytest.mark.parametrize(
    ("formula", "text"), FORMULAS, ids=[str(f[0]) + str(i) for i, (f, _) in enumerate(FORMULAS)]
)
def test_a_formula_is_written_as_a_mathematician_writes_it(formula: Any, text: str):
    assert tex(formula) == text


NOT_TERMS = [
    ["?", 1, 2],
    ["^", "a"],
    ["-", 1, 2, 3],
    [],
    ["+"],
    None,
    0.5,
    True,
    {"a": 1},
    ["sum", "j", 0, "n"],
    [["+"], 1, 2],
    ["roots", "b", "c", ">", 1],
    ["sum", 3, 0, 1, 1],
    ["apply", ["f"], 1],
    ["=", 1],
    ["*"],
    ["-"],
]


@pytest.mark.parametrize("node", NOT_TERMS, ids=str)
@pytest.mark.parametrize("write", [tex, plain])
def test_what_is_no_term_is_refused_and_not_guessed(write: Any, node: Any):
    with pytest.raises(NotTypeset):
        write(node)


def test_nesting_too_deep_to_read_is_refused():
    term: Any = "x"
    for _ in range(5000):
        term = ["sqrt", term]
    with pytest.raises(NotTypeset):
        tex(term)


@pytest.mark.parametrize(
    ("one", "other"), [("theta", "θ"), ("rho1", "rho_1"), ("lambda", "lambda_"), ("ρ1", "rho1")]
)
def test_two_names_that_look_alike_are_refused(one: str, other: str):
    with pytest.raises(NotTypeset, match="look alike"):
        tex(["+", one, other])


def test_names_that_only_resemble_each_other_are_told_apart():
    texts = [
        tex(name) for name in ("theta", "theta0", "theta_star", "T", "xi", "x_i", "alpha", "a_lpha", "а")
    ]
    assert len(set(texts)) == len(texts)
    assert "U+0430" in tex("а")


def test_a_sequence_beside_a_variable_with_the_same_index_keeps_its_brackets():
    both = {"theta": ["real", "nat"], "theta0": "real"}
    assert tex(["=", ["apply", "theta", 0], "theta0"], both) == "\\theta(0) = \\theta_{0}"


def test_without_a_declaration_nothing_is_taken_for_a_sequence():
    assert tex(["apply", "theta", "n"]) == "\\theta(n)"


@pytest.mark.parametrize("name", ["x}\\href{javascript:1}{y", "$", "a_b_c", "\\input{f}", "%", "<script>"])
def test_a_stranger_s_name_stays_text(name: str):
    text = tex(name)
    assert text.startswith("\\text{") and text.endswith("}")
    inside = text[6:-1].replace("\\textbackslash{}", "").replace("\\{", "").replace("\\}", "")
    assert not any(c in inside.replace("\\_", "").replace("\\$", "").replace("\\%", "") for c in "\\{}$%_")


def test_a_product_of_numbers_is_never_read_as_one_number():
    assert tex(["*", 2, 3]) == "2 \\cdot 3" and plain(["*", 2, 3]) == "2·3"


@pytest.mark.parametrize(
    ("start", "count", "last"), [(0, "n", ["+", "n", -1]), (1, "n", "n"), (0, ["+", "n", 1], "n"), (2, 3, 4)]
)
def test_a_sum_ends_at_start_plus_count_less_one(start: Any, count: Any, last: Any):
    assert tex(last_index(start, count)) == tex(last)


def test_declarations_say_the_sort_of_each_variable():
    sorts = {"n": "nat", "x": "real", "u": "vec", "w": "vec", "y": "real", "xi": ["random", "nat"]}
    said = ["n \\in \\mathbb{N}", "x, y \\in \\mathbb{R}", "u, w\\ \\text{vectors}", "\\xi\\ \\text{random sequence}"]
    assert tex_declarations(sorts) == said
    assert plain_declarations(sorts) == ["n ∈ ℕ", "x, y ∈ ℝ", "u, w vectors", "ξ random sequence"]


def test_an_index_may_follow_a_greek_letter_and_a_hat_stands_over_its_letter():
    assert tex("ετ") == "\\varepsilon_{\\tau}" and tex(["apply", "ĝ", "k"], {"ĝ": ["randvec", "nat"]}) == "\\hat{g}_{k}"
    assert tex("s_hat") == "\\hat{s}" and tex("theta_hat") == "\\hat{\\theta}" and plain("s_hat") == "ŝ"
    for one, other in (("ετ", "ε_τ"), ("s_hat", "ŝ")):
        with pytest.raises(NotTypeset, match="look alike"):
            tex(["+", one, other])


LONG = [">", ["+", *(f"a{i}" for i in range(20))], ["+", *(f"b{i}" for i in range(20))]]


def test_a_long_formula_is_broken_where_its_logic_joins_it():
    rows = tex_rows(["forall", [["n", "nat"]], [[">", "n", 0]], ["and", LONG, LONG]], {})
    assert [depth for depth, _ in rows] == [0, 1, 1]
    assert rows[0][1].startswith("\\forall") and rows[0][1].rstrip().endswith("\\Longrightarrow\\;")
    assert rows[1][1] == tex(LONG) and rows[2][1].lstrip().startswith("\\;\\wedge")
    assert tex_rows([">", "n", 0], {}) == [(0, "n > 0")]


def test_the_width_of_a_fraction_is_that_of_its_wider_half():
    assert width("\\frac{a + b}{c}") == width("a + b") == 3 and width("\\alpha_{10}") == 3


def test_the_terminal_reads_the_same_structure():
    assert plain(["/", ["*", "a", "b"], ["/", "c", "d"]]) == "(a·b)/(c/d)"
    assert plain(["forall", [["k", "nat"]], [], [">=", ["^", "rho1", "k"], 0]]) == "∀ k ∈ ℕ: ρ₁^k ≥ 0"
