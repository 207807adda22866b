"""What the checker must refuse where names, sorts, scopes and chance are concerned. The first four were holes once."""

import inspect
import re

import pytest
from by_hand import CHANCE, accepted, combine, supposing, why
from sympy import Symbol

from qedescent.proofs.kernel import checker
from qedescent.proofs.language.formulas import gt
from qedescent.proofs.language.prover import NotFound, Prover


def test_a_name_keeps_its_sort_through_a_theorem():
    """A function first met as certain stayed certain when it was declared again as random: E f(0)^2 = f(0)^2."""
    sequence = "f", ["apply", "f", 0], ["real", "nat"], ["random", "nat"]
    for name, use, certain, chancy in (sequence, ("u", ["dot", "u", "u"], "vec", "randvec")):
        goals = ["=", use, use], ["=", ["E", ["*", use, use]], ["*", use, use]]
        steps = [supposing([], [combine(goal)], goal, [[name, sort]]) for goal, sort in zip(goals, (certain, chancy), strict=True)]
        assert "cannot be declared" in why([["forall", [[name, chancy]], [], goals[1]]], steps)
        assert "leaves" in why([["forall", [[name, chancy]], [], goals[1]]], steps[1:])


def test_a_monotone_function_is_not_followed_between_random_bounds():
    """With f(x) = E(xX), whose derivative is E X >= 0, this gave E(YX) >= 0 for every Y >= 0."""
    given = [["derivative", "t", ["E", ["*", "t", "X"]], ["E", "X"]], [">=", ["E", "X"], 0], [">=", "Y", 0]]
    step = {"rule": "monotone", "fact": 0, "from": 0, "to": "Y", "steps": [combine([">=", ["E", "X"], 0], sum=[[1, 1]])]}
    assert "sort real" in why([[">=", ["E", ["*", "Y", "X"]], 0]], [step], given, CHANCE)
    backwards = {**step, "from": ["-", "Y"], "to": 0}
    assert why([[">=", 0, ["E", ["*", ["-", "Y"], "X"]]]], [backwards], [*given, [">=", 0, ["-", "Y"]]], CHANCE)


def test_a_premise_about_all_random_variables_may_hold_at_some_sample_points_only():
    """2 E Z >= Z for all Z >= 0 says that this very sample point has probability 1/2; means must not be taken of it."""
    some = ["forall", [["Z", "random"]], [[">=", "Z", 0]], [">=", ["*", 2, ["E", "Z"]], "Z"]]
    goal = [">=", ["*", 2, ["E", "X"], ["E", "X"]], ["E", ["*", "X", "X"]]]
    steps = [{"rule": "inst", "fact": 1, "terms": {"Z": "X"}, "premises": [0]},
             combine([">=", ["*", 2, ["E", "X"], "X"], ["*", "X", "X"]], sum=[[1, 2, 0]]),
             {"rule": "mean", "fact": 3}, combine(goal, sum=[[1, 4]])]  # fmt: skip
    assert "sample points" in why([["forall", [], [some], goal]], [supposing([some], steps, goal)], [[">=", "X", 0]], CHANCE)


def test_one_name_cannot_be_spelt_in_two_ways():
    """The micro sign and the letter mu, or fi as one sign and as two, are read as one name."""
    assert accepted([["=", "μ", "μ"]], [combine(["=", "μ", "μ"])], variables={"μ": "real"})
    for name in ("µ", "ﬁ", "e\N{COMBINING ACUTE ACCENT}", "\ud800", "１", "a\u200b", "𝑥"):
        assert why([["=", 1, 1]], [combine(["=", 1, 1])], variables={name: "real"})
        goal = ["=", ["sum", name, 0, "n", name], ["sum", "j", 0, "n", "j"]]
        assert "no name" in why([goal], [combine(goal)])


@pytest.mark.parametrize("name", ["2", "", "a b", "#", "'sum'", "-1", "j-1"])
def test_the_variable_of_a_sum_is_a_name(name):
    goal = ["=", ["sum", name, 0, "n", name], ["sum", "j", 0, "n", "j"]]
    assert "no name" in why([goal], [combine(goal)])


@pytest.mark.parametrize("name", ["sum", "E", "apply", "forall", "sqrt", "and", "limit"])
def test_operators_are_no_names(name):
    assert "cannot be declared" in why([["=", 1, 1]], [combine(["=", 1, 1])], variables={name: "real"})
    goal = ["=", ["sum", name, 0, "n", 1], "n"]
    assert "no name" in why([goal], [combine(goal)])


def test_nothing_declared_in_a_sub_proof_outlives_it():
    goal = ["=", "z", "z"]
    step = supposing([], [combine(goal)], goal, [["z", "real"]])
    assert "z is not a term" in why([goal], [step, combine(goal)])
    assert "z is not a term" in why([["=", ["E", "z"], "z"]], [step, combine(["=", ["E", "z"], "z"])])


def test_a_sub_proof_does_not_declare_what_stands_outside():
    for variables in ([["a", "real"]], [["z", "real"], ["z", "real"]], [["z", "number"]], [["z", 1]], [[1, "real"]], ["zr"]):
        assert why([["=", 1, 1]], [supposing([], [combine(["=", 1, 1])], ["=", 1, 1], variables)])


def test_premises_serve_their_own_sub_proof_only():
    steps = [supposing([["=", "a", 0]], [], ["=", "a", 0]), supposing([], [], ["=", "a", 0])]
    assert "not established" in why([["=", 1, 1]], steps)


def test_what_is_generalized_must_be_its_goal():
    step = supposing([[">=", "z", 1]], [combine([">=", "z", 0], sum=[[1, 0], [1]])], [">", "z", 1], [["z", "real"]])
    assert "not established" in why([["=", 1, 1]], [step])


def test_premises_with_premises_are_instantiated_whole():
    fact = ["forall", [["c1", "real"]], [], ["forall", [["k", "nat"]], [[">=", "k", "c1"]], [">=", ["apply", "f", "k"], "c1"]]]
    right = ["forall", [["k", "nat"]], [[">=", "k", "a"]], [">=", ["apply", "f", "k"], "a"]]
    wrong = ["forall", [["k", "nat"]], [[">=", "k", "b"]], [">=", ["apply", "f", "k"], "a"]]
    step = {"rule": "inst", "fact": 0, "terms": {"c1": "a"}}
    assert accepted([right], [step], [fact], {"f": ["real", "nat"]})
    assert why([wrong], [step], [fact], {"f": ["real", "nat"]})


def test_a_quantified_name_does_not_capture_what_is_put_for_another():
    fact = ["forall", [["c1", "real"]], [], ["forall", [["k", "nat"]], [], [">=", ["+", "k", "c1"], "c1"]]]
    inner = [{"rule": "inst", "fact": 0, "terms": {"c1": ["*", -1, "k"]}}]
    step = supposing([], inner, ["=", "k", "k"], [["k", "nat"]])
    assert "captured" in why([["=", 1, 1]], [step], [fact])


def test_limits_and_derivatives_do_not_capture():
    for formula in (["limit", "k", ["*", "c1", ["/", 1, ["+", "k", 1]]], 0], ["derivative", "k", ["*", "c1", "k"], "c1"]):
        fact = ["forall", [["c1", "real"]], [], formula]
        sort = "nat" if formula[0] == "limit" else "real"
        step = supposing([], [{"rule": "inst", "fact": 0, "terms": {"c1": "k"}}], ["=", "k", "k"], [["k", sort]])
        assert "captured" in why([["=", 1, 1]], [step], [fact])


def test_a_limit_does_not_vary_with_its_index():
    goal = ["limit", "k", "k", "k"]
    bounds = [supposing([], [combine([">=", ["/", 0, ["+", "k", 1]], ["-", "k", "k"]])],
                        [">=", ["/", 0, ["+", "k", 1]], ["-", "k", "k"]], [["k", "nat"]])]  # fmt: skip
    assert "not a term" in why([goal], [*bounds, {"rule": "limit", "goal": goal, "constant": 0}])


def test_nothing_cancels_where_it_may_be_zero():
    one = ["/", "X", "X"]
    for claim in (["=", ["E", one], 1], ["=", ["sum", "j", 0, "n", ["/", "j", "j"]], "n"], ["=", ["^", one, "n"], 1],
                  ["=", ["apply", "f", one], ["apply", "f", 1]], ["=", ["sqrt", one], ["sqrt", 1]]):  # fmt: skip
        for given in ([], [["!=", ["E", "X"], 0]]):
            assert why([claim], [combine(claim, nonzero=list(range(len(given))))], given, {**CHANCE, "f": ["real", "real"]})


def test_powers_of_zero_are_one_and_zero():
    for claim in (["=", ["^", 0, "n"], 0], ["=", ["^", 0, "n"], 1], ["=", ["*", "a", ["^", "a", "n"]], ["^", "a", "n"]]):
        assert why([claim], [combine(claim)])
    assert accepted([["=", ["^", 0, 0], 1]], [combine(["=", ["^", 0, 0], 1])])


def test_a_symbolic_power_does_not_distribute_over_a_sum():
    claim = ["=", ["^", ["+", "a", "b"], "n"], ["+", ["^", "a", "n"], ["^", "b", "n"]]]
    assert why([claim], [combine(claim)])


def test_independence_stops_at_functions():
    xi, th, given = ["apply", "xi", 1], ["apply", "th", 0], [["independent", "xi", ["th"]]]
    sorts = {**CHANCE, "f": ["real", "real"], "q": ["random", "nat", "nat"]}
    for of, past in ((["apply", "f", xi], th), (xi, ["apply", "f", ["apply", "xi", 2]]), (xi, ["E", xi]), (["sqrt", xi], th),
                     (xi, ["sum", "j", 0, "n", ["apply", "xi", "j"]]), (["/", 1, xi], th), (["apply", "q", 1, 1], th)):  # fmt: skip
        show = ["=", ["E", ["*", of, past]], ["*", ["E", of], ["E", past]]]
        step = {"rule": "independent", "fact": 0, "of": of, "and": past}
        if past == ["E", xi]:
            assert accepted([show], [step], given, sorts)
        else:
            assert why([show], [step], given, sorts)


def test_only_sequences_are_independent():
    for xi, past in (("X", []), ("xi", ["X"]), ("f", []), ("xi", "th"), ("xi", ["nothing"])):
        assert why([["=", 1, 1]], [combine(["=", 1, 1])], [["independent", xi, past]], {**CHANCE, "f": ["real", "nat"]})


def test_a_derivative_of_two_arguments_tells_nothing_of_one():
    given = [["derivative", "w", ["apply", "q", "w", "a"], "w"], ["derivative", "w", ["apply", "f", ["*", 2, "w"]], "w"],
             ["derivative", "w", ["apply", "g", "b"], 0]]  # fmt: skip
    sorts = {"q": ["real", "real", "real"], "f": ["real", "real"], "g": ["real", "real"]}
    for of in (["apply", "q", "t", "a"], ["apply", "f", "t"], ["apply", "g", "t"]):
        step = {"rule": "derivative", "variable": "t", "of": of, "facts": [0, 1, 2]}
        assert "in the table" in why([["=", 1, 1]], [step], given, sorts)


def test_inequalities_are_not_rewritten_with():
    assert "not of kind" in why([["=", "a", "b"]], [{"rule": "rewrite", "fact": 0, "in": "#"}], [[">=", "a", "b"]])


def test_each_case_needs_its_proof():
    goal = [">=", ["^", "a", 2], 0]
    proof = [combine(goal, sum=[[1, ["square", "a"]]])]
    for greater, otherwise in ((proof, []), ([], proof)):
        step = {"rule": "cases", "on": ["a", "b"], "goal": goal, "greater": greater, "otherwise": otherwise}
        assert "not established" in why([goal], [step])


def test_cases_leave_no_gap_where_both_are_equal():
    goal = ["!=", "a", "b"]
    step = {"rule": "cases", "on": ["a", "b"], "goal": goal, "greater": [{"rule": "nonzero", "goal": goal, "product": [0]}],
            "otherwise": [{"rule": "nonzero", "goal": goal, "product": [0], "number": -1}]}  # fmt: skip
    assert "not of kind" in why([goal], [step])


def test_a_vector_equation_is_none_between_numbers():
    sorts = {"u": "vec", "v": "vec"}
    for claim in (["=", "u", 1], ["!=", "u", "v"], [">=", "u", "v"], ["=", ["+", "u", 1], ["+", "u", 1]], ["=", ["E", "u"], 0]):
        assert why([["=", 1, 1]], [combine(["=", 1, 1])], [claim], sorts)


RULES = [name for name in vars(checker.Proof) if name.startswith("rule_")]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_says_what_it_gives_and_whose_theorem_it_is(rule):
    words = inspect.getdoc(getattr(checker.Proof, rule)) or ""
    assert len(RULES) == 14 and len(words.split()) >= 8 and re.search(r"[A-Z][a-z]+( \(|\))|\b(18|19|20)\d\d\b", words)


def test_a_refused_step_leaves_nothing_behind_in_the_prover():
    prover = Prover([gt(Symbol("a", real=True), 0)])
    refused = supposing([], [combine(["=", "z", "z"]), combine(["=", "z", "a"])], ["=", "z", "a"], [["z", "real"]])
    with pytest.raises(NotFound):
        prover.step(**refused)
    assert len(prover.facts) == 1 and not prover.steps
    with pytest.raises(NotFound, match="z is not a term"):
        prover.step(**combine(["=", "z", "z"]))
