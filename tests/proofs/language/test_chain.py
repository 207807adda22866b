"""A calculation: every link has its reason, and its ends are related by what all links allow, no more."""

import pytest

from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, formula, ge, gt
from qedescent.proofs.language.prover import NotFound, Prover
from qedescent.proofs.language.symbols import real

x, y, z = real("x y z")


def prover():
    return Prover([x < y, y <= z, eq(z, 2 * x)])


def ends(p, number, goal):
    assert p.kernel.same(p.facts[number], formula(goal).data)
    assert checked(certificate_bytes(p.certificate("id", "title", [formula(goal)])))["verdict"] == "PROVED"


def test_equalities_give_an_equality():
    p, end = prover(), y**2 + x * (z + y) + x * y - x**2
    chain = p.calc((x + y) ** 2).equals(x**2 + 2 * x * y + y**2, by=algebra).equals(end, by=algebra)
    ends(p, chain.done(), eq((x + y) ** 2, end))


def test_weak_links_give_a_weak_relation_and_one_strict_link_a_strict_one():
    p = prover()
    ends(p, p.calc(y + 1).at_most(z + 1, by=signs).equals(2 * x + 1, by=algebra).done(), ge(2 * x + 1, y + 1))
    ends(p, p.calc(x).less_than(y, by=signs).at_most(z, by=signs).equals(2 * x, by=algebra).done(), gt(2 * x, x))
    ends(p, p.calc(z).at_least(y, by=signs).more_than(x, by=signs).done(), gt(z, x))
    ends(p, p.calc(z).equals(2 * x, by=algebra).at_least(y, by=signs).done(), ge(z, y))


def test_a_single_link_is_its_own_relation():
    p = prover()
    chain = p.calc(x).less_than(y, by=signs)
    mark = len(p.steps)
    ends(p, chain.done(), gt(y, x))
    assert len(p.steps) == mark


@pytest.mark.parametrize("up_and_down", [
    lambda p: p.calc(x).less_than(y, by=signs).at_least(x, by=signs),
    lambda p: p.calc(z).at_least(y, by=signs).at_most(z, by=signs),
    lambda p: p.calc(z).more_than(x, by=signs).equals(z - x, by=algebra).less_than(z, by=signs),
])  # fmt: skip
def test_a_chain_that_goes_up_and_down_relates_nothing(up_and_down):
    p = Prover([x > 0, x < y, y <= z, eq(z, 2 * x)])
    with pytest.raises(NotFound, match="up and down"):
        up_and_down(p).done()


def test_a_link_that_fails_breaks_the_chain_where_it_is():
    p = prover()
    chain = p.calc(x).less_than(y, by=signs)
    mark = len(p.steps)
    with pytest.raises(NotFound):
        chain.less_than(z, by=signs)  # only y <= z is known
    assert len(p.steps) == mark and chain.last == y
    ends(p, chain.at_most(z, by=signs).done(), gt(z, x))


def test_every_link_is_a_line_with_its_reason():
    p = prover()
    p.calc(x).less_than(y, by=signs.saying("given")).at_most(z, by=signs.saying("given as well")).done()
    assert [s["say"] for s in p.steps if "say" in s] == ["given", "given as well"]
