"""Proofs of false theorems, each with one illegitimate move that a checker with a hole would let pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from random_terms import Draw, replace
from valid_proofs import combine, theorem

Data = Any


def induction_without_base(draw: Draw) -> Data:
    k, gain = "k", draw.pick("n", ["^", "b", 2])
    known = ["forall", [[k, "nat"]], [], [">=", ["apply", "F", ["+", k, 1]], ["+", ["apply", "F", k], gain]]]
    goal = [">=", ["apply", "F", k], ["+", ["apply", "F", 0], ["*", k, gain], 1]]
    steps = [{"rule": "inst", "fact": 0, "terms": {k: k}}, combine(replace(goal, k, ["+", k, 1]), sum=[[1, 1], [1, 2]])]
    return induction(k, goal, [], steps, [known])


def induction_without_step(draw: Draw) -> Data:
    goal = ["=", ["*", "k", ["+", draw.scalar(1), "a"]], 0]
    return induction("k", goal, [combine(replace(goal, "k", 0))], [], [])


def induction(k: str, goal: Data, base: list[Data], step: list[Data], assume: list[Data]) -> Data:
    made = {"rule": "induct", "variable": k, "goal": goal, "base": base, "step": step}
    return theorem([made], [["forall", [[k, "nat"]], [], goal]], assume, F=["real", "nat"])


def summand(goal: Data, part: list[Data], *assume: Data) -> Data:
    return theorem([combine(goal, sum=[part])], [goal], list(assume), p="random", q="random")


def negative_weight(draw: Draw) -> Data:
    t = draw.scalar(1)
    return summand([">=", t, "p"], [-1, 0], [">=", "p", t])


def symbolic_weight(draw: Draw) -> Data:
    t = draw.scalar(1)
    return summand([">=", ["*", "b", "p"], ["*", "b", t]], ["b", 0], [">=", "p", t])


def weak_product(draw: Draw) -> Data:
    t, s = draw.scalar(1), draw.scalar(1)
    return summand([">", ["*", ["-", "p", t], ["-", "q", s]], 0], [1, 0, 1], [">=", "p", t], [">", "q", s])


def positive_natural(draw: Draw) -> Data:
    weight, count = draw.pick(1, 2), draw.pick("n", ["*", "n", "m"])
    return summand([">", ["*", weight, count], 0], [weight, ["natural", count]])


def positive_square(draw: Draw) -> Data:
    t = draw.pick(["-", "a", "b"], ["-", "X", 1], ["*", "n", "a"])
    return summand([">", ["^", t, 2], 0], [1, ["square", t]])


def nonzero_nothing(draw: Draw) -> Data:
    t = draw.scalar(1)
    step = {"rule": "nonzero", "goal": ["!=", ["*", 0, t], 0], "product": [0], "number": 0}
    return theorem([step], [step["goal"]], [["!=", "a", 2]])


def limit_from_one_side(draw: Draw) -> Data:
    k, goal, half, gap = "k", ["limit", "k", ["apply", "F", "k"], "a"], ["/", 1, 2], ["^", "b", 2]
    op, sides = draw.pick(("-", (goal[2], "a")), ("+", ("a", goal[2])))
    known = ["forall", [[k, "nat"]], [], ["=", goal[2], [op, "a", gap]]]
    bound = [">=", ["*", 0, ["^", half, k]], ["-", *sides]]
    steps = [{"rule": "inst", "fact": 0, "terms": {k: k}},
             combine(bound, sum=[[1, ["square", "b"]]], **{"with": [[-1 if op == "-" else 1, 1]]})]  # fmt: skip
    steps = [{"rule": "generalize", "variables": [[k, "nat"]], "premises": [], "goal": bound, "steps": steps},
             combine([">=", half, 0], sum=[[half]]), combine([">", 1, half], sum=[[half]]),
             {"rule": "limit", "goal": goal, "constant": 0, "ratio": half}]  # fmt: skip
    return theorem(steps, [goal], [known], F=["real", "nat"])


def limit_of_what_stays(draw: Draw) -> Data:
    k, goal = "k", ["limit", "k", "b", "a"]
    rate = ["*", "p", ["^", 1, k]]
    bounds = [[">=", rate, ["-", *gap]] for gap in (("b", "a"), ("a", "b"))]
    steps = [{"rule": "generalize", "variables": [[k, "nat"]], "premises": [], "goal": f, "steps": [combine(f, sum=[[1, i]])]}
             for i, f in enumerate(bounds)]  # fmt: skip
    one = combine([">=", 1, 0], sum=[[1]])
    limit = {"rule": "limit", "goal": goal, "constant": "p", "ratio": 1}
    return theorem([*steps, one, limit], [goal], [[">=", "p", ["-", "b", "a"]], [">=", "p", ["-", "a", "b"]]], p="real")


def monotone_downwards(draw: Draw) -> Data:
    f, slope = ["-", "b", ["*", "p", "t"]], ["-", "p"]
    steps = [{"rule": "derivative", "goal": ["derivative", "t", f, slope]},
             {"rule": "monotone", "fact": 2, "from": "a", "to": "q", "steps": [combine([">=", 0, 0])]}]  # fmt: skip
    show = [">=", replace(f, "t", "q"), replace(f, "t", "a")]
    return theorem(steps, [show], [[">=", "q", "a"], [">=", "p", 0]], p="real", q="real")


def root_of_a_negative(draw: Draw) -> Data:
    t = draw.pick("b", ["-", "b", 1], ["*", -1, ["^", "X", 2]])
    return theorem([{"rule": "root", "of": t}], [["=", ["^", ["sqrt", t], 2], t]], [])


def root_of_the_wrong_sign(draw: Draw) -> Data:
    t = ["^", "b", 2]
    return theorem([combine(["=", t, t]), {"rule": "root", "of": t, "is": "b"}], [["=", ["sqrt", t], "b"]], [])


def closed_disc(draw: Draw) -> Data:
    double = draw.pick("a", "b")
    square, goal = ["^", double, 2], ["roots", ["*", -2, double], ["^", double, 2], "<", double]
    radius, product = ["*", double, double], ["*", goal[1], double]
    margins = [["+", radius, product, square], ["-", ["+", radius, square], product], ["-", radius, square]]
    parts = [[], [[4, ["square", double]]], []]
    steps = [combine([">=", m, 0], sum=part) for m, part in zip(margins, parts, strict=True)]
    return theorem([*steps, {"rule": "jury", "goal": goal}], [goal], [[">", double, 0]])


def negative_radius(draw: Draw) -> Data:
    goal, square = ["roots", 0, 0, draw.pick("<", "<="), ["-", "p"]], ["*", ["-", "p"], ["-", "p"]]
    margins = [["+", square, ["*", 0, ["-", "p"]], 0], ["-", ["+", square, 0], ["*", 0, ["-", "p"]]], ["-", square, 0]]
    steps = [combine([relation, m, 0], sum=[[1, 0, 0]]) for m in margins for relation in (">", ">=")]
    return theorem([*steps, {"rule": "jury", "goal": goal}], [goal], [[">", "p", 0]], p="real")


def means_of_some(draw: Draw) -> Data:
    t = draw.scalar(1)
    premise, goal = [">=", "X", t], [">=", ["E", "X"], ["E", t]]
    step = {"rule": "generalize", "variables": [], "premises": [premise], "steps": [{"rule": "mean", "fact": 0}], "goal": goal}
    return theorem([step], [["forall", [], [premise], goal]], [])


def noise_in_its_own_past(draw: Draw) -> Data:
    noise = ["apply", "xi", 1]
    other = draw.pick(noise, ["apply", "xi", 2], ["+", "a", noise], ["apply", "th", 2])
    of = noise if other != ["apply", "xi", 2] else ["*", noise, ["apply", "xi", 2]]
    show = ["=", ["E", ["*", of, other]], ["*", ["E", of], ["E", other]]]
    return theorem([{"rule": "independent", "fact": 0, "of": of, "and": other}], [show], [["independent", "xi", ["th"]]])


def monotone_between_random_bounds(draw: Draw) -> Data:
    f, show = ["E", ["*", "t", "X"]], [">=", ["E", ["*", "p", "X"]], ["E", ["*", "Y", "X"]]]
    known = [["derivative", "t", f, ["E", "X"]], [">=", ["E", "X"], 0], [">=", "p", "Y"]]
    step = {"rule": "monotone", "fact": 0, "from": "Y", "to": "p", "steps": [combine([">=", ["E", "X"], 0], sum=[[1, 1]])]}
    return theorem([step], [show], known, p="random")


def name_of_two_sorts(draw: Draw) -> Data:
    sequence = "F", ["apply", "F", 0], ["real", "nat"], ["random", "nat"]
    name, use, first, then = draw.pick(sequence, ("w", ["dot", "w", "w"], "vec", "randvec"))
    goals = [["=", use, use], ["=", ["E", ["*", use, use]], ["*", use, use]]]
    steps = [{"rule": "generalize", "variables": [[name, sort]], "premises": [], "steps": [combine(goal)], "goal": goal}
             for sort, goal in zip((first, then), goals, strict=True)]  # fmt: skip
    return theorem(steps, [["forall", [[name, then]], [], goals[1]]], [])


def instance_of_another_sort(draw: Draw) -> Data:
    sort, t = draw.pick(("nat", "b"), ("real", "X"))
    goal = {"nat": [">=", "z", 0], "real": ["=", ["E", ["*", "z", "X"]], ["*", "z", ["E", "X"]]]}[sort]
    proof = combine(goal, sum=[[1, ["natural", "z"]]]) if sort == "nat" else combine(goal)
    steps = [{"rule": "generalize", "variables": [["z", sort]], "premises": [], "steps": [proof], "goal": goal},
             {"rule": "inst", "fact": 0, "terms": {"z": t}}]  # fmt: skip
    return theorem(steps, [replace(goal, "z", t)], [])


TEMPTATIONS: list[Callable[[Draw], Data]] = [
    induction_without_base, induction_without_step, negative_weight, symbolic_weight, weak_product, positive_natural,
    positive_square, nonzero_nothing, limit_from_one_side, limit_of_what_stays, monotone_downwards, root_of_a_negative,
    root_of_the_wrong_sign, closed_disc, negative_radius, means_of_some, noise_in_its_own_past, monotone_between_random_bounds,
    name_of_two_sorts, instance_of_another_sort,
]  # fmt: skip
