"""A proof in the making: a line that fails leaves nothing behind, and what is left at the end is what the checker accepts."""

import pytest

from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import Refused
from qedescent.proofs.language.formulas import Formula, both, eq, forall, formula, ge, gt, implies, ne
from qedescent.proofs.language.prover import NotFound, Prover, Reason, TakenAsGiven
from qedescent.proofs.language.symbols import natural, real, sequence

x, y, z = real("x y z")
k, n = natural("k n")
s = sequence("s")


def verdict(p, *show):
    return checked(certificate_bytes(p.certificate("id", "title", [formula(f) for f in show])))


def state(p):
    kernel = p.kernel
    return list(p.steps), list(p.facts), kernel.steps, kernel.pointwise, dict(kernel.sorts), len(p._outer)


def made_a_mess(p, goal):
    """A finder that adds true steps and then finds nothing."""
    p.step("combine", goal=["=", 1, 1], **{"with": []})
    p.step("combine", goal=[">=", "x", "x"], sum=[])
    raise NotFound("nothing")


def broke(p, goal):
    p.step("combine", goal=["=", 2, 2], **{"with": []})
    raise Refused("the kernel refuses")


mess, broken, nothing = Reason("mess", made_a_mess), Reason("broken", broke), Reason("nothing", lambda p, goal: None)
FAILING = [
    lambda p: p.have(gt(x, 1), mess),
    lambda p: p.have(gt(x, 1), broken),
    lambda p: p.have(gt(x, 1), nothing),
    lambda p: p.show((ge(x**2, 0), gt(x, 1)), mess),
    lambda p: p.have(both(eq(x, x), gt(x, 1)), signs),
    lambda p: p.prove(forall(y, gt(y, x)), mess),
    lambda p: p.prove(forall(x, gt(x, 1)), signs),  # x is no fresh name
    lambda p: p.prove(forall((y, y), gt(y, 1)), signs),
    lambda p: p.prove(gt(x, 1), lambda: p.have(eq(x, x), algebra)),
    lambda p: p.prove(implies(gt(x, 2), gt(x, 3)), lambda: None),
    lambda p: p.induct(n, eq(s(n), 0), base=algebra, step=algebra),
    lambda p: p.induct(k, ge(s(k), 0), base=signs, step=signs),
    lambda p: p.induct(n, ge(n, 1), base=signs, step=signs),
    lambda p: p.either(x, 0, gt(x, 1), greater=signs, otherwise=signs),
    lambda p: p.instance(forall(n, eq(s(n), 0)), {n: k}),
    lambda p: p.instance(0, {}),
    lambda p: p.increasing(y, y**3 - y, 0, x, sign=signs),
    lambda p: p.inner([["y", "real"]], [[">", "y", 0]], [">", "y", 1], signs),
    lambda p: p.step("combine", goal=["=", "x", 1]),
    lambda p: p.step("combine", goal=["=", "nobody", "nobody"]),
    lambda p: p.step("banana"),
    lambda p: p.step("inst", fact=99, terms={}, premises=[]),
    lambda p: p.step("generalize", variables=[["x", "real"]], premises=[], steps=[], goal=["=", 1, 1]),
]


@pytest.mark.parametrize("line", FAILING)
def test_a_line_that_fails_leaves_no_step_and_no_fact_behind(line):
    p = Prover([x > 0], mentions=[eq(x, s(k))])
    p.have(gt(x + 1, 0), signs)
    before = state(p)
    with pytest.raises((NotFound, Refused)):
        line(p)
    after = state(p)
    assert after[:4] == before[:4] and after[5] == before[5]
    assert {name: after[4][name] for name in before[4]} == before[4]
    p.show(gt(x + 2, 0), by=signs)  # and the proof goes on
    assert verdict(p, gt(x + 2, 0))["verdict"] == "PROVED"


@pytest.mark.parametrize("line", FAILING[:18])
def test_what_is_not_found_is_said_in_one_way(line):
    with pytest.raises(NotFound):
        line(Prover([x > 0], mentions=[eq(x, s(k))]))


def test_a_line_that_fails_inside_a_sub_proof_leaves_the_sub_proof_as_it_was():
    p = Prover([x > 0])

    def tries():
        with pytest.raises(NotFound):
            p.prove(forall(z, gt(z, y)), mess)
        p.show(gt(x * y, 0), by=signs)

    p.prove(forall(y, gt(x * y, 0), given=[y > 0]), by=tries)
    assert verdict(p, forall(y, gt(x * y, 0), given=[y > 0]))["verdict"] == "PROVED"


def test_an_error_of_a_finder_is_no_failure_to_find():
    def defect(p, goal):
        p.step("combine", goal=["=", 1, 1], **{"with": []})
        raise ZeroDivisionError

    p = Prover([x > 0])
    with pytest.raises(ZeroDivisionError):
        p.have(gt(x, 1), Reason("defect", defect))
    assert p.steps == []


def test_what_holds_under_a_premise_does_not_outlive_it():
    p = Prover((), mentions=[gt(x, 0)])
    p.prove(implies(x > 0, gt(x + 1, 0)), by=signs)
    assert p.number(gt(x + 1, 0).data) is None and p.number(gt(x, 0).data) is None
    with pytest.raises(NotFound):
        p.have(gt(x + 1, 0), signs)


def test_the_hypothesis_of_an_induction_does_not_outlive_it():
    p = Prover([forall(k, eq(s(k + 1), s(k) + 1)), eq(s(0), 0)])
    p.induct(n, eq(s(n), n), base=algebra, step=algebra)
    assert p.facts[-1][0] == "forall" and "n" not in p.kernel.sorts
    assert verdict(p, forall(n, eq(s(n), n)))["verdict"] == "PROVED"


def test_an_induction_needs_its_base_and_its_step():
    p = Prover([forall(k, eq(s(k + 1), s(k) + 1))])
    with pytest.raises(NotFound):
        p.induct(n, eq(s(n), n), base=algebra, step=algebra)  # s(0) is not known
    q = Prover([eq(s(0), 0)])
    with pytest.raises(NotFound):
        q.induct(n, eq(s(n), n), base=algebra, step=algebra)
    r = Prover([forall(k, eq(s(k + 1), s(k) + 1)), eq(s(0), 0)])
    with pytest.raises(NotFound):
        r.induct(n, eq(s(n), 2 * n), base=algebra, step=algebra)


def test_cases_need_both_cases():
    p = Prover((), mentions=[gt(x, 0)])
    p.either(x, 0, ge(x**2, 0), greater=signs, otherwise=signs)
    assert verdict(p, ge(x**2, 0))["verdict"] == "PROVED"
    with pytest.raises(NotFound):
        p.either(x, 0, gt(x**2, 0), greater=signs, otherwise=signs)


def test_a_universal_fact_is_used_only_with_its_premises():
    law = forall(y, gt(y + 1, 2), given=[y > 1])
    p = Prover([law, x > 2])
    p.instance(law, {y: x}, by=signs)
    assert verdict(p, gt(x + 1, 2))["verdict"] == "PROVED"
    with pytest.raises(NotFound):
        Prover([law, x > 0]).instance(law, {y: x}, by=signs)
    with pytest.raises(NotFound):
        Prover([law, x > 2]).instance(law, {y: x})  # the premise is no fact yet


def test_a_growing_function_grows_where_its_slope_has_a_sign():
    p = Prover([x > 0, y >= x])
    p.increasing(z, z**2, x, y, sign=signs)
    assert verdict(p, ge(y**2, x**2))["verdict"] == "PROVED"
    with pytest.raises(NotFound):
        Prover([y >= x]).increasing(z, z**2, x, y, sign=signs)  # z may be negative
    with pytest.raises(NotFound):
        Prover([x > 0]).increasing(z, z**2, x, y, sign=signs)  # y may lie below x


def test_axioms_and_needs_stand_and_are_reported():
    p = Prover([x > 0], [TakenAsGiven("a law", "its source", gt(y, x))], (), [ne(z, 0)])
    p.show(gt(y, 0), by=signs)
    answer = verdict(p, gt(y, 0))
    (theorem,) = answer["theorems"]
    assert answer["verdict"] == "PROVED" and theorem["needs"] == [["!=", "z", 0]]
    assert theorem["axioms"] == [{"name": "a law", "source": "its source", "statement": [">", "y", "x"]}]


def test_a_line_is_said_once_with_its_reason():
    p = Prover([eq(x, 1)])
    p.show(eq(x + 1, 2), by=algebra.saying("inserting x"))
    assert [step["say"] for step in p.steps if "say" in step] == ["inserting x"]
    p.have(eq(x + 2, 3), algebra)
    assert len([step for step in p.steps if "say" in step]) == 1


def test_only_the_facts_named_are_used():
    p = Prover([eq(x, 1), eq(y, 1)])
    with pytest.raises(NotFound):
        p.have(eq(x, 1 + y - y * y), using(1))
    p.have(eq(x + y, 2), using(0, 1))
    assert verdict(p, eq(x + y, 2))["verdict"] == "PROVED"


def test_a_name_first_used_in_a_line_is_a_variable_of_which_nothing_is_assumed():
    p = Prover([x > 0])
    p.show(ge(y**2, 0), by=signs)
    assert p.sorts == {"x": "real", "y": "real"}
    with pytest.raises(ValueError, match="is used as"):
        Prover([x > 0, eq(natural("x"), 1)])


def test_the_prover_is_not_trusted_and_the_checker_finds_out():
    p = Prover((), mentions=[gt(x, 0)])
    p.kernel.facts.append(["=", 0, 1])  # a fact that fell from the sky
    p.step("combine", goal=["=", "x", 5], **{"with": [[["-", 5, "x"], 0]]})
    assert verdict(p, eq(x, 5))["verdict"] == "REJECTED"
    q = Prover((), mentions=[gt(x, 0)])
    assert verdict(q, Formula([">", "x", 0]))["verdict"] == "REJECTED"
