"""The attacks find holes: each of these changes makes the checker unsound, and a false theorem is found."""

import random
from pathlib import Path
from types import ModuleType

import pytest
from fuzzing import attacked, corruptions, identities, temptations
from templates import TEMPLATES

from qedescent.proofs.kernel import checker

MAKERS = {make.__name__: make for make in TEMPLATES}
TERMS, PROOFS = "rewritten terms", "false theorems"

HOLES = [  # what is wrong, the checker's text, the text instead, the attack that finds it
    ("a product of two summands is called positive when one is", "strict = strict or bool(w) and all(sure",
     "strict = strict or bool(w) and any(sure", PROOFS),
    ("negative weights", "need(set(w) <= {()} and w.get((), 0) >= 0,",
     "need(set(w) <= {()},", PROOFS),
    ("symbolic weights", "need(set(w) <= {()} and w.get((), 0) >= 0,",
     "need(w.get((), 0) >= 0,", PROOFS),
    ("denominators need not be nonzero", "if not self.nonzero(d, known): raise",
     "if False: raise", "cancelled"),
    ("a natural is called positive", 'self.positive(self.typed(t, "nat"))\n',
     "True\n", PROOFS),
    ("weak facts are called strict", 'self.facts[i][0] == ">"\n',
     "True\n", PROOFS),
    ("a weak fact makes nonzero", '(self.diff(self.fact(i, "!=", ">")) for i in s["product"])',
     '(self.diff(self.fact(i, "!=", ">", ">=")) for i in s["product"])', "nonzero"),
    ("zero as the number of a product", 'set(c) == {()}, "it shows',
     'True, "it shows', PROOFS),
    ("equations at some points are rewritten under E", "need(not (self.pointwise and self.chancy([u, v])),",
     "need(True,", "rewriting"),
    ("means of what holds at some points", "need(not self.pointwise,",
     "need(True,", PROOFS),
    ("noise independent of itself", "n == xi and () in gap",
     "n == xi", PROOFS),
    ("noise independent of the future", "need(self.natural(gap) and (",
     "need((", PROOFS),
    ("premises of instances are not checked", "need(self.same(validate(substitute(p, new), self.spend), self.fact(i)),",
     "need(self.fact(i),", "instance"),
    ("sorts of instances are not checked", 'if self.typed(s["terms"][n], sort) is not None',
     "", PROOFS),
    ("generalize forgets its goal", "with self.scope(variables, premises): self.run(steps), self.holds(goal)",
     "with self.scope(variables, premises): self.run(steps), self.formula(goal)", PROOFS),
    ("induction without base", 'self.prove([], [], s["base"], substitute(goal, {k: 0}))',
     "pass", PROOFS),
    ("induction without step", 'self.run(s["step"]), self.holds(substitute(goal, {k: ["+", k, 1]}))',
     'self.run(s["step"])', PROOFS),
    ("one case is enough", 'for premise, side in ([">", a, b], "greater"), ([">=", b, a], "otherwise"):',
     'for premise, side in [([">", a, b], "greater")]:', "cases"),
    ("jury forgets a margin", '[] if "fact" in s else margins',
     '[] if "fact" in s else margins[:2]', "jury"),
    ("jury forgets a positive radius", '[[">", r, 0], *',
     "[*", PROOFS),
    ("jury takes closed for open", 'sign = ["*", r, r], ">" if relation == "<" else ">="',
     'sign = ["*", r, r], ">="', PROOFS),
    ("a limit from one bound", "for gap in ([t, value], [value, t])]",
     "for gap in ([t, value],)]", PROOFS),
    ("a limit with any ratio", '[*wanted, [">=", c, 0], [">", 1, c]]',
     "wanted", PROOFS),
    ("a derivative without the chain rule", '["*", n, ["^", u, n - 1], d(u)]',
     '["*", n, ["^", u, n - 1]]', "derivative"),
    ("a derivative of a function without the chain rule", "{table[name][1]: u}), d(u)]",
     "{table[name][1]: u})]", "derivative"),
    ("any derivative", "need(same and goal[0]",
     "need(goal[0]", "monotone"),
    ("monotone downwards", ', self.holds([">=", b, a])\n',
     "\n", "monotone"),
    ("monotone without a sign", 's["steps"], [">=", slope, 0])',
     's["steps"], [">=", 0, 0])', PROOFS),
    ("monotone between random bounds", 'self.typed(a, "real"), self.typed(b, "real"), ',
     "", PROOFS),
    ("roots of negatives", '[">=", of, 0]] if u is None',
     "] if u is None", PROOFS),
    ("roots of either sign", 'else [[">=", u, 0], ["=",',
     'else [["=",', PROOFS),
    ("a name of two sorts", " and self.declared.setdefault(n, sort) == sort",
     "", PROOFS),
    ("sums are confused", 'level = str(body).count("\'sum\'")',
     "level = 0", TERMS),
    ("sums start at zero always", "{**env, x: total([first, mark])}",
     "{**env, x: mark}", TERMS),
    ("a sum unfolded one too far", "x: total([first, rest, {(): i}])",
     "x: total([first, rest, {(): i + 1}])", TERMS),
    ("E is a ring homomorphism", 'lambda p: self.compound("E", p, random=False))',
     'lambda p: reduce(multiply, [power(self.compound("E", {((a, 1),): 1}, random=False), e) for m in p for a, e in m]))', TERMS),
    ("inverse forgets its coefficient", "out, parts = {(): quotient(1, p[min(p)])}",
     "out, parts = {(): 1}", TERMS),
    ("powers forget their coefficient", 'out = ONE if c == 1 else self.compound("pow", {(): c}, m)',
     "out = ONE", TERMS),
    ("the exponent forgets its constant", "power(p, n.get((), 0), self.multiply))",
     "ONE)", TERMS),
    ("the constant part of a mean vanishes", "if kept else empty) for c",
     "if kept else {}) for c", TERMS),
    ("exponents are not multiplied", 'self.power(normal(u), self.multiply(typed(m, "nat"), typed(n, "nat")))',
     'self.power(normal(u), add(typed(m, "nat"), typed(n, "nat")))', TERMS),
]  # fmt: skip


@pytest.mark.parametrize(("hole", "old", "new", "attack"), HOLES, ids=[hole[0] for hole in HOLES])
def test_a_planted_hole_is_found(hole, old, new, attack):
    source = Path(checker.__file__ or "").read_text()
    assert source.count(old) == 1, f"{old!r} is no longer once in the checker"
    planted, chance = ModuleType("planted"), random.Random(4)
    exec(compile(source.replace(old, new), "planted checker", "exec"), vars(planted))
    attempts = (
        identities(chance, 1500) if attack == TERMS else temptations(chance, 10) if attack == PROOFS
        else corruptions([MAKERS[attack]] * 10, chance, trials=12, each=6)
    )  # fmt: skip
    assert attacked(planted, attempts, chance).false, f"nothing false was found although {hole}"
