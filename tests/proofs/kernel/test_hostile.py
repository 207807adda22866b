"""What the checker must refuse: for each rule the slip or the trick that would make it prove something false."""

from by_hand import CHANCE, accepted, combine, why

SQUARE = ["^", ["-", "a", "b"], 2]


def test_a_true_identity_passes():
    goal = ["=", SQUARE, ["-", ["+", ["^", "a", 2], ["^", "b", 2]], ["*", 2, "a", "b"]]]
    assert accepted([goal], [combine(goal)])


def test_a_false_identity_does_not():
    goal = ["=", SQUARE, ["+", ["^", "a", 2], ["^", "b", 2]]]
    assert "leaves" in why([goal], [combine(goal)])


def test_a_square_is_not_shown_to_be_strictly_positive():
    goal = [">", SQUARE, 0]
    assert "weak for strict" in why([goal], [combine(goal, sum=[[1, ["square", ["-", "a", "b"]]]])])


def test_a_strict_fact_times_weight_zero_gives_nothing_strict():
    goal = [">", SQUARE, 0]
    summands = [[1, ["square", ["-", "a", "b"]]], [0, 0]]
    assert "weak for strict" in why([goal], [combine(goal, sum=summands)], assume=[[">", "c", 0]])


def test_negative_weights_are_refused():
    goal = [">=", ["-", "a"], 0]
    assert "negative" in why([goal], [combine(goal, sum=[[-1, 0]])], assume=[[">=", "a", 0]])


def test_symbolic_weights_are_refused():
    goal = [">=", ["*", "b", "a"], 0]
    assert "negative" in why([goal], [combine(goal, sum=[["b", 0]])], assume=[[">=", "a", 0]])


def test_a_lost_side_condition_is_noticed():
    goal = ["=", ["*", "a", ["/", 1, "a"]], 1]
    assert "nonzero" in why([goal], [combine(goal)])


def test_a_denominator_that_only_may_be_zero_is_noticed_in_the_statement():
    goal = ["=", ["/", 1, "a"], ["/", 1, "a"]]
    assert "denominator" in why([goal], [combine(goal)])


def test_a_weak_hypothesis_does_not_make_a_denominator_nonzero():
    goal = ["=", ["/", "a", "a"], 1]
    assert why([goal], [combine(goal, nonzero=[0])], assume=[[">=", "a", 0]])


def test_division_by_zero_itself_is_refused():
    goal = ["=", ["/", 1, ["-", "a", "a"]], 0]
    assert "zero" in why([goal], [combine(goal)])


def test_forward_references_are_refused():
    goal = ["=", "a", "b"]
    assert "no fact" in why([goal], [combine(goal, **{"with": [[1, 0]]}), combine(goal)])


def test_a_finished_sub_proof_cannot_be_cited():
    inner = combine(["=", "a", 0], **{"with": [[1, 0]]})
    steps = [{"rule": "generalize", "variables": [], "premises": [["=", "a", 0]], "steps": [inner], "goal": ["=", "a", 0]},
             combine(["=", "a", 0], **{"with": [[1, 1]]})]  # fmt: skip
    assert why([["=", "a", 0]], steps)


def test_negative_and_boolean_references_are_refused():
    goal = ["=", "a", "b"]
    for reference in (-1, True):
        assert why([goal], [combine(goal, **{"with": [[1, reference]]})], assume=[goal])


def test_what_is_shown_must_have_been_derived():
    assert "not established" in why([["=", "a", "b"]], [])


def test_a_product_of_possible_zeros_is_not_nonzero():
    goal = ["!=", ["*", "a", "b"], 0]
    step = {"rule": "nonzero", "goal": goal, "product": [0, 1]}
    assert accepted([goal], [step], assume=[["!=", "a", 0], ["!=", "b", 0]])
    assert why([goal], [step], assume=[["!=", "a", 0], [">=", "b", 0]])


def test_zero_as_the_number_of_a_product_is_refused():
    goal = ["!=", ["-", "a", "a"], 0]
    assert why([goal], [{"rule": "nonzero", "goal": goal, "product": [0], "number": 0}], assume=[["!=", "a", 0]])


def test_induction_needs_its_step():
    goal = ["=", "n_", 0]
    step = {"rule": "induct", "variable": "k", "goal": ["=", "k", 0], "base": [combine(["=", 0, 0])], "step": []}
    assert "not established" in why([["forall", [["k", "nat"]], [], ["=", "k", 0]]], [step])
    assert goal


def test_induction_needs_its_base():
    claim = [">=", "k", 1]
    step = {"rule": "induct", "variable": "k", "goal": claim, "base": [],
            "step": [combine([">=", ["+", "k", 1], 1], sum=[[1, 0], [1]])]}  # fmt: skip
    assert why([["forall", [["k", "nat"]], [], claim]], [step])


def test_induction_runs_over_fresh_naturals_only():
    step = {"rule": "induct", "variable": "a", "goal": ["=", "a", "a"], "base": [combine(["=", 0, 0])], "step": []}
    assert "declared" in why([["=", "a", "a"]], [step])


def test_what_holds_for_naturals_is_not_instantiated_with_reals():
    fact = ["forall", [["k", "nat"]], [], [">=", "k", 0]]
    for value in ("a", -1, ["/", 1, 2], ["-", "n", 1]):
        goal = [">=", value, 0]
        assert "sort" in why([goal], [{"rule": "inst", "fact": 0, "terms": {"k": value}}], assume=[fact])


def test_what_holds_for_numbers_is_not_instantiated_with_random_ones():
    fact = ["forall", [["c1", "real"]], [], ["=", ["E", ["*", "c1", "X"]], 0]]
    goal = ["=", ["E", ["*", "X", "X"]], 0]
    assert "sort" in why([goal], [{"rule": "inst", "fact": 0, "terms": {"c1": "X"}}], assume=[fact], variables=CHANCE)


def test_an_instance_needs_its_premises():
    fact = ["forall", [["c1", "real"]], [[">", "c1", 0]], [">", "a", "c1"]]
    assert why([[">", "a", -1]], [{"rule": "inst", "fact": 0, "terms": {"c1": -1}, "premises": []}], assume=[fact])
    assert why([[">", "a", -1]], [{"rule": "inst", "fact": 0, "terms": {"c1": -1}, "premises": [1]}],
               assume=[fact, [">", "b", 0]])  # fmt: skip


def test_variables_are_not_captured_by_sums():
    fact = ["forall", [["c1", "real"]], [], ["=", ["sum", "j", 0, 2, "c1"], ["*", 2, "c1"]]]
    goal = ["=", ["sum", "j", 0, 2, "j"], ["*", 2, "j"]]
    assert why([["=", 1, 1]], [{"rule": "inst", "fact": 0, "terms": {"c1": "j"}}, combine(["=", 1, 1])], assume=[fact])
    assert goal


def test_a_bound_variable_may_not_shadow_another():
    goal = ["=", ["sum", "n", 0, 2, "n"], 1]
    assert "in use" in why([goal], [combine(goal)])


def test_nested_sums_do_not_confuse_their_variables():
    inner = ["sum", "i", 0, "n", ["sum", "j", 0, "m", ["*", "i", ["apply", "f", "j"]]]]
    other = ["sum", "i", 0, "n", ["sum", "j", 0, "m", ["*", "j", ["apply", "f", "i"]]]]
    goal = ["=", inner, other]
    assert why([goal], [combine(goal)], variables={"f": ["real", "nat"]})


def test_rewriting_does_not_capture():
    steps = [{"rule": "rewrite", "fact": 0, "in": ["sum", "j", 0, 3, "#"]}]
    assert why([["=", "a", "b"]], steps, assume=[["=", "a", "b"]], variables={"j": "nat"})


def test_a_relation_at_some_sample_points_does_not_pass_to_expectations():
    claim = ["forall", [], [[">=", "X", 1]], [">=", ["E", "X"], ["E", 1]]]
    inner = [{"rule": "mean", "fact": 0}]
    steps = [{"rule": "generalize", "variables": [], "premises": claim[2], "steps": inner, "goal": claim[3]}]
    assert "sample points" in why([claim], steps, variables=CHANCE)


def test_an_equation_at_some_sample_points_is_not_rewritten_under_expectations():
    claim = ["forall", [], [["=", "X", "Y"]], ["=", ["E", "X"], ["E", "Y"]]]
    inner = [{"rule": "rewrite", "fact": 0, "in": ["E", "#"]}]
    steps = [{"rule": "generalize", "variables": [], "premises": claim[2], "steps": inner, "goal": claim[3]}]
    assert "sample points" in why([claim], steps, variables=CHANCE)


def test_cases_on_random_terms_bar_the_mean():
    goal = [">=", ["E", "X"], ["E", "Y"]]
    step = {"rule": "cases", "on": ["X", "Y"], "goal": goal, "greater": [{"rule": "mean", "fact": 0}], "otherwise": []}
    assert why([goal], [step], variables=CHANCE)


def test_expectations_do_not_multiply_without_independence():
    goal = ["=", ["E", ["*", "X", "Y"]], ["*", ["E", "X"], ["E", "Y"]]]
    assert why([goal], [combine(goal)], variables=CHANCE)


INDEPENDENT = ["independent", "xi", ["th"]]


def factor(of, other):
    return [{"rule": "independent", "fact": 0, "of": of, "and": other}]


def product(of, other):
    return ["=", ["E", ["*", of, other]], ["*", ["E", of], ["E", other]]]


def at(f, i):
    return ["apply", f, i]


def test_noise_is_independent_of_its_past_only():
    good = at("xi", "n"), ["*", at("th", "n"), at("th", 0)]
    assert accepted([product(*good)], factor(*good), assume=[INDEPENDENT], variables=CHANCE)
    for of, other in [
        (at("xi", "n"), at("th", ["+", "n", 1])),
        (at("xi", "n"), at("xi", "n")),
        (at("xi", "n"), at("th", "m")),
        (at("th", "n"), at("xi", "n")),
        (["*", at("xi", "n"), at("xi", ["+", "n", 1])], at("th", 0)),
        (at("xi", "n"), "X"),
        (at("xi", "n"), ["sqrt", at("th", "n")]),
    ]:
        assert why([product(of, other)], factor(of, other), assume=[INDEPENDENT], variables=CHANCE)


def test_jury_wants_all_three_margins_and_a_positive_radius():
    goal = ["roots", "b", "c", "<", "r"]
    square = ["*", "r", "r"]
    margins = [[">", ["+", square, ["*", "b", "r"], "c"], 0], [">", ["-", ["+", square, "c"], ["*", "b", "r"]], 0],
               [">", ["-", square, "c"], 0], [">", "r", 0]]  # fmt: skip
    step = [{"rule": "jury", "goal": goal}]
    assert accepted([goal], step, assume=margins)
    for i in range(4):
        assert "not established" in why([goal], step, assume=margins[:i] + margins[i + 1 :])
        weak = [[">=", *m[1:]] if j == i else m for j, m in enumerate(margins)]
        assert "not established" in why([goal], step, assume=weak)


def test_roots_in_a_closed_disc_give_no_strict_margin():
    roots = ["roots", "b", "c", "<=", 1]
    goal = [">", ["-", 1, "c"], 0]
    steps = [combine([">", 1, 0], sum=[[1]]), {"rule": "jury", "fact": 0}]
    assert why([goal], steps, assume=[roots])


def test_a_limit_needs_constants_that_do_not_vary():
    t = ["apply", "f", "k"]
    for constant in ("k", ["*", "k", "a"]):
        goal = ["limit", "k", t, 0]
        assert why([goal], [{"rule": "limit", "goal": goal, "constant": constant}], variables={"f": ["real", "nat"]})


def test_a_limit_needs_both_bounds():
    t, goal = ["apply", "f", "k"], ["limit", "k", ["apply", "f", "k"], 0]
    bound = ["/", "a", ["+", "k", 1]]
    sides = [["forall", [["k", "nat"]], [], [">=", bound, ["-", *gap]]] for gap in ([t, 0], [0, t])]
    step = [{"rule": "limit", "goal": goal, "constant": "a"}]
    assert accepted([goal], step, assume=sides, variables={"f": ["real", "nat"]})
    for one in sides:
        assert "not established" in why([goal], step, assume=[one], variables={"f": ["real", "nat"]})


def test_a_limit_with_ratio_one_is_refused():
    t, goal = ["apply", "f", "k"], ["limit", "k", ["apply", "f", "k"], 0]
    bound = ["*", "a", ["^", 1, "k"]]
    sides = [["forall", [["k", "nat"]], [], [">=", bound, ["-", *gap]]] for gap in ([t, 0], [0, t])]
    steps = [combine([">=", 1, 0], sum=[[1]]), {"rule": "limit", "goal": goal, "constant": "a", "ratio": 1}]
    assert "not established" in why([goal], steps, assume=sides, variables={"f": ["real", "nat"]})


def test_the_limit_rule_gives_limits_only_and_the_derivative_rule_derivatives():
    sides = [["forall", [["k", "nat"]], [], [">=", ["/", 0, ["+", "k", 1]], ["-", *gap]]] for gap in ([0, 0], [0, 0])]
    steps = [{"rule": "generalize", "variables": [["k", "nat"]], "premises": [], "goal": sides[0][3],
              "steps": [combine(sides[0][3], sum=[[0]])]},
             {"rule": "limit", "goal": ["derivative", "k", 0, 0], "constant": 0}]  # fmt: skip
    assert "not a limit" in why([["derivative", "k", 0, 0]], steps)
    wrong = ["limit", "k", ["*", 0, "k"], 0]
    assert "derivative" in why([wrong], [{"rule": "derivative", "goal": wrong}])


def test_a_wrong_derivative_is_refused():
    for of, slope in ((["^", "t", 3], ["*", 2, ["^", "t", 2]]), (["*", "t", "t"], "t"), (["-", "a", "t"], 1)):
        goal = ["derivative", "t", of, slope]
        assert why([goal], [{"rule": "derivative", "goal": goal}])


def test_there_is_no_derivative_of_what_the_table_lacks():
    for of in (["/", 1, "t"], ["sqrt", "t"], ["apply", "f", "t"], ["^", "t", "n"], ["sum", "j", 0, 2, "t"]):
        assert why([["=", 1, 1]], [{"rule": "derivative", "variable": "t", "of": of}], variables={"f": ["real", "real"]})


def test_monotone_needs_the_sign_on_the_whole_interval_and_its_direction():
    slope = {"rule": "derivative", "variable": "t", "of": ["^", "t", 2]}
    goal = [">=", ["^", "b", 2], ["^", "a", 2]]
    move = {"rule": "monotone", "fact": 1, "from": "a", "to": "b", "steps": []}
    assert why([goal], [slope, move], assume=[[">=", "b", "a"]])
    assert why([goal], [slope, {**move, "fact": 1}], assume=[[">=", "a", "b"]])


def test_the_root_of_what_may_be_negative_has_no_square():
    goal = ["=", ["^", ["sqrt", "a"], 2], "a"]
    assert why([goal], [{"rule": "root", "of": "a"}])
    assert accepted([goal], [{"rule": "root", "of": "a"}], assume=[[">=", "a", 0]])


def test_a_root_is_the_number_that_is_not_negative_and_has_that_square():
    goal, step = ["=", ["sqrt", ["*", "a", "a"]], "a"], [{"rule": "root", "of": ["*", "a", "a"], "is": "a"}]
    square = ["=", ["^", "a", 2], ["*", "a", "a"]]
    assert accepted([goal], step, assume=[[">=", "a", 0], square])
    assert why([goal], step, assume=[square])
    assert why([goal], step, assume=[[">=", ["-", "a"], 0], square])
    assert why([["=", ["sqrt", "b"], "a"]], [{"rule": "root", "of": "b", "is": "a"}], assume=[[">=", "a", 0]])


def test_two_dot_products_are_not_mixed_up():
    u = dict.fromkeys(("u", "v", "w", "z"), "vec")
    goal = ["=", ["*", ["dot", "u", "v"], ["dot", "w", "z"]], ["*", ["dot", "u", "w"], ["dot", "v", "z"]]]
    assert why([goal], [combine(goal)], variables=u)


def test_vectors_are_no_scalars():
    u = {"u": "vec", "v": "vec"}
    for term in (["*", "u", "v"], ["+", "u", 1], ["^", "u", 2], ["/", 1, "u"], ["dot", "u", 1], ["sqrt", "u"]):
        assert why([["=", term, term]], [combine(["=", term, term])], variables=u)


def test_exponents_are_naturals():
    for n in (-1, "a", ["/", 1, 2], ["-", "n", 1]):
        assert "sort" in why([["=", ["^", "b", n], 1]], [combine(["=", ["^", "b", n], 1])])


def test_names_must_be_identifiers():
    for name in ("<=", "#", "a b", "", "1"):
        assert why([["=", 1, 1]], [combine(["=", 1, 1])], variables={name: "real"})


def test_unknown_rules_and_private_methods_are_refused():
    for rule in ("believe", "", "__init__", "holds", None, 3):
        assert why([["=", "a", "b"]], [{"rule": rule, "goal": ["=", "a", "b"]}])


def test_malformed_steps_are_refused_not_crashed():
    for step in ({}, [], "combine", {"rule": "combine"}, {"rule": "combine", "goal": 3}, {"rule": "inst", "fact": 0}):
        assert why([["=", "a", "b"]], [step])
