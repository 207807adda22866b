"""Small valid proofs, with random terms in them, by Jury's criterion, limits, derivatives and roots."""

from __future__ import annotations

from typing import Any

from random_terms import Draw, replace
from valid_proofs import TRIVIAL, combine, theorem

Data = Any


def jury(draw: Draw) -> Data:
    b, c, r = draw.pick("b", ["*", 2, "b"], ["-", "b", "a"]), draw.pick("c", ["-", "c", 1]), draw.pick("r", ["+", "r", 1])
    relation, sign = draw.pick(("<", ">"), ("<=", ">="))
    margins = [[sign, t, 0] for t in (["+", ["*", r, r], ["*", b, r], c], ["-", ["+", ["^", r, 2], c], ["*", r, b]],
                                      ["-", ["*", r, r], c])]  # fmt: skip
    goal = ["roots", b, c, relation, r]
    if draw.pick(True, False):
        return theorem([{"rule": "jury", "goal": goal}], [goal], [[">", r, 0], *margins], r="real")
    return theorem([{"rule": "jury", "fact": 1}], margins, [[">", r, 0], goal], r="real")


def geometric_limit(draw: Draw) -> Data:
    k, goal = "k", ["limit", "k", ["apply", "F", "k"], "a"]
    known = ["forall", [[k, "nat"]], [], ["=", ["apply", "F", k], ["+", "a", ["*", "p", "s", ["^", "q", k]]]]]
    assume = [known, [">=", "p", 0], [">=", "q", 0], [">", 1, "q"], [">=", "s", -1], [">=", 1, "s"]]
    rate, power = ["*", "p", ["^", "q", k]], [">=", ["^", "q", k], 0]
    bounds = [[">=", rate, ["-", *gap]] for gap in ([goal[2], "a"], ["a", goal[2]])]
    induct = {"rule": "induct", "variable": k, "goal": power, "base": [combine([">=", ["^", "q", 0], 0], sum=[[1]])],
              "step": [combine([">=", ["^", "q", ["+", k, 1]], 0], sum=[[1, 6, 2]])]}  # fmt: skip
    steps = [{"rule": "generalize", "variables": [[k, "nat"]], "premises": [], "goal": f, "steps": [
        {"rule": "inst", "fact": 0, "terms": {k: k}}, {"rule": "inst", "fact": 6, "terms": {k: k}},
        combine(f, sum=[[1, 1, side, 8 + i]], **{"with": [[sign, 7 + i]]})]}
        for i, (f, side, sign) in enumerate(zip(bounds, (5, 4), (-1, 1), strict=True))]  # fmt: skip
    limit = {"rule": "limit", "goal": goal, "constant": "p", "ratio": "q"}
    return theorem([induct, *steps, limit], [goal], assume, F=["real", "nat"], p="real", q="real", s="real")


def harmonic_limit(draw: Draw) -> Data:
    k, goal = "k", ["limit", "k", ["apply", "F", "k"], "a"]
    part = ["/", ["*", "p", "s"], ["+", k, 1]]
    known = ["forall", [[k, "nat"]], [], ["=", ["apply", "F", k], ["+", "a", part]]]
    assume = [known, [">=", "p", 0], [">=", "s", -1], [">=", 1, "s"]]
    bounds = [[">=", ["/", "p", ["+", k, 1]], ["-", *gap]] for gap in ([goal[2], "a"], ["a", goal[2]])]
    positive = [["square", ["/", 1, ["+", k, 1]]], ["natural", ["+", k, 1]]]
    steps = [{"rule": "generalize", "variables": [[k, "nat"]], "premises": [], "goal": f, "steps": [
        {"rule": "inst", "fact": 0, "terms": {k: k}}, combine(f, sum=[[1, 1, side, *positive]], **{"with": [[sign, 4 + i]]})]}
        for i, (f, side, sign) in enumerate(zip(bounds, (3, 2), (-1, 1), strict=True))]  # fmt: skip
    limit = {"rule": "limit", "goal": goal, "constant": "p"}
    return theorem([*steps, limit], [goal], assume, F=["real", "nat"], p="real", s="real")


def polynomial(draw: Draw, depth: int) -> Data:
    if depth == 0:
        return draw.pick("t", "t", "a", 2, "n")
    a, b = polynomial(draw, depth - 1), polynomial(draw, depth - 1)
    return draw.pick(["+", a, b], ["-", a, b], ["*", a, b], ["^", a, 2], ["apply", "f", a], ["-", a], ["/", a, 3], ["*", "b", a])


def derivative(draw: Draw) -> Data:
    known = ["derivative", "y", ["apply", "f", "y"], ["apply", "slope", "y"]]
    step = {"rule": "derivative", "variable": "t", "of": polynomial(draw, 2), "facts": [0]}
    return theorem([step, combine(TRIVIAL)], [TRIVIAL], [known], slope=["real", "real"])


def monotone(draw: Draw) -> Data:
    start, end = draw.pick("a", 0, ["*", 2, "n"]), "y"
    f = ["+", ["*", "p", ["^", "t", 3]], ["*", "q", "t"], draw.pick("b", 1)]
    slope = ["+", ["*", 3, "p", ["^", "t", 2]], "q"]
    show = [">=", replace(f, "t", end), replace(f, "t", start)]
    steps = [{"rule": "derivative", "goal": ["derivative", "t", f, slope]},
             {"rule": "monotone", "fact": 3, "from": start, "to": end,
              "steps": [combine([">=", slope, 0], sum=[[3, 0, ["square", "t"]], [1, 1]])]}]  # fmt: skip
    return theorem(steps, [show], [[">=", "p", 0], [">=", "q", 0], [">=", end, start]], p="real", q="real", y="real")


def monotone_mean(draw: Draw) -> Data:
    f, show = ["E", ["*", "t", "X"]], [">=", ["E", ["*", "y", "X"]], ["E", ["*", "a", "X"]]]
    known = [["derivative", "t", f, ["E", "X"]], [">=", ["E", "X"], 0], [">=", "y", "a"]]
    step = {"rule": "monotone", "fact": 0, "from": "a", "to": "y", "steps": [combine([">=", ["E", "X"], 0], sum=[[1, 1]])]}
    return theorem([step], [show], known, y="real")


def roots(draw: Draw) -> Data:
    s, t = draw.scalar(1), draw.pick("p", ["*", 4, "p"], ["^", "X", 2], ["^", "q", 2])
    if t == ["^", "q", 2]:
        goal, known = ["=", ["sqrt", t], "q"], [[">=", "q", 0], ["=", "y", "q"]]
        steps = [combine(["=", ["^", "q", 2], t]), {"rule": "root", "of": t, "is": "q"}]
        return theorem(steps, [goal], known, q="random", y="random")
    goal = ["=", ["*", s, ["^", ["sqrt", t], 3]], ["*", ["sqrt", t], s, t]]
    positive = combine([">=", t, 0], sum=[[4, 0]] if t[0] == "*" else [[1, 0]] if t == "p" else [[1, ["square", "X"]]])
    steps = [positive, {"rule": "root", "of": t}, combine(goal, **{"with": [[["*", s, ["sqrt", t]], 3]]})]
    return theorem(steps, [goal, [">=", ["sqrt", t], 0]], [[">=", "p", 0]], p="real")
