"""Small proofs of true theorems with random terms in them, at least one for each rule of inference."""

from __future__ import annotations

from typing import Any

from random_terms import VARIABLES, Draw, at, places, put, replace
from rewritings import rewritten

Data = Any
TRIVIAL = ["=", 0, 0]


def combine(goal: Data, **more: Data) -> Data:
    return {"rule": "combine", "goal": goal, **more}


def theorem(steps: list[Data], show: list[Data], assume: list[Data], **more: Any) -> Data:
    return {"name": "t", "variables": {**VARIABLES, **more}, "assume": assume, "show": show, "steps": steps}


def equation(draw: Draw) -> Data:
    t, s, c = draw.scalar(2), draw.scalar(1), draw.scalar(1)
    goal = ["=", rewritten(["+", ["*", c, "x"], s], draw.chance), rewritten(["+", s, ["*", t, c]], draw.chance)]
    return theorem([combine(goal, **{"with": [[c, 0]]})], [goal], [["=", "x", t]], x="random")


def summands(draw: Draw, t: Data, s: Data) -> tuple[list[Data], list[Data]]:
    """Some summands for `combine` and what they are, with p >= t, q > s and r != 0 as the facts 0, 1 and 2."""
    known: list[tuple[Data, Data]] = [
        (0, ["-", "p", t]), (1, ["-", "q", s]), (["nonzero", 2], ["^", "r", 2]), (["square", t], ["^", t, 2]),
        (["norm", ["-", "u", "v"]], ["dot", ["-", "u", "v"], ["-", "u", "v"]]), (["natural", ["+", "n", 1]], ["+", "n", 1]),
    ]  # fmt: skip
    parts, terms = [], []
    for _ in range(draw.chance.randint(1, 3)):
        chosen, weight = draw.chance.sample(known, draw.chance.randint(1, 2)), draw.chance.randint(1, 3)
        parts.append([weight, *(f for f, _ in chosen)])
        terms.append(["*", weight, *(x for _, x in chosen)])
    return parts, terms


def surely_positive(part: Data) -> bool:
    return all(f == 1 or isinstance(f, list) and f[0] in ("nonzero", "natural") for f in part[1:])


def order(draw: Draw, sort: str = "random") -> Data:
    t, s, rest = draw.scalar(1), draw.scalar(1), draw.scalar(2)
    parts, terms = summands(draw, t, s)
    relation = ">" if any(map(surely_positive, parts)) and draw.chance.random() < 0.7 else ">="
    goal = [relation, rewritten(["+", rest, *terms], draw.chance), rest]
    assume = [[">=", "p", t], [">", "q", s], ["!=", "r", 0]]
    return theorem([combine(goal, sum=parts)], [goal], assume, p=sort, q=sort, r=sort)


def generalized(draw: Draw) -> Data:
    inner = order(draw, draw.pick("real", "random"))
    bound = [[x, inner["variables"].pop(x)] for x in "pqr"]
    premises, (goal,) = inner["assume"], inner["show"]
    step = {"rule": "generalize", "variables": bound, "premises": premises, "steps": inner["steps"], "goal": goal}
    return {**inner, "assume": [], "steps": [step], "show": [["forall", bound, premises, goal]]}


def nonzero(draw: Draw) -> Data:
    t, s = draw.scalar(1), draw.scalar(1)
    one, other = ["-", "r", t], ["-", "q", s]
    product = ["!=", rewritten(["*", 3, one, other], draw.chance), 0]
    quotient = ["!=", ["/", one, other], 0]
    steps = [{"rule": "nonzero", "goal": product, "product": [0, 1], "number": 3},
             {"rule": "nonzero", "goal": quotient, "product": [0], "times": other, "nonzero": [1]}]  # fmt: skip
    return theorem(steps, [product, quotient], [["!=", "r", t], [">", "q", s]], r="random", q="random")


def cancelled(draw: Draw) -> Data:
    t, s = draw.scalar(2), draw.scalar(1)
    bottom = ["-", "r", s]
    goal = ["=", ["+", ["/", ["*", t, bottom], bottom], ["/", s, bottom]], ["+", t, ["/", s, bottom]]]
    return theorem([combine(goal, nonzero=[0])], [goal], [["!=", "r", s]], r="random")


def holed(draw: Draw, letters: tuple[str, ...], depth: int = 3) -> Data:
    """A term with holes where some of these letters stood."""
    for _ in range(50):
        t = draw.scalar(depth)
        found = [p for p in places(t) if at(t, p) in letters]
        if found:
            for p in draw.chance.sample(found, min(2, len(found))):
                t = put(t, p, "#")
            return t
    return ["*", "#", ["E", "#"]]


def rewriting(draw: Draw) -> Data:
    t, context = draw.scalar(2), holed(draw, ("a", "b", "c", "X", "Y"))
    show = ["=", replace(context, "#", "x"), replace(context, "#", t)]
    return theorem([{"rule": "rewrite", "fact": 0, "in": context}], [show], [["=", "x", t]], x="random")


def vectors(draw: Draw) -> Data:
    t, context = draw.vector(2), ["dot", ["+", "#", draw.vector(1)], "#"]
    show = ["=", replace(context, "#", "w"), replace(context, "#", t)]
    return theorem([{"rule": "rewrite", "fact": 0, "in": context}], [show], [["=", "w", t]], w="randvec")


def mean(draw: Draw) -> Data:
    t, relation = draw.scalar(2), draw.pick("=", ">=", ">")
    show = [relation, ["E", "x"], ["E", t]]
    return theorem([{"rule": "mean", "fact": 0}], [show], [[relation, "x", t]], x="random")


def independent(draw: Draw) -> Data:
    k = draw.pick(0, 1, "n", ["+", "n", 1])
    noise, earlier = ["apply", "xi", ["+", k, 1]], [["apply", "th", k], ["apply", "th", ["+", k, 1]], ["apply", "xi", k], "a"]
    of = draw.pick(noise, ["^", noise, 2], ["+", ["*", "b", noise], ["^", noise, 3], "n"])
    past = ["+", ["*", draw.pick(*earlier), draw.pick(*earlier)], ["*", "c", draw.pick(*earlier)], draw.pick(0, 1)]
    show = ["=", ["E", ["*", of, past]], ["*", ["E", of], ["E", past]]]
    return theorem([{"rule": "independent", "fact": 0, "of": of, "and": past}], [show], [["independent", "xi", ["th"]]])


def instance(draw: Draw) -> Data:
    t, relation, body = draw.scalar(1), draw.pick("=", ">=", ">"), ["+", draw.scalar(2, ("k",)), ["*", "x", draw.scalar(1)]]
    fact = ["forall", [["x", "real"], ["k", "nat"]], [[">=", "x", t]], [relation, ["apply", "F", "x", "k"], body]]
    terms = {"x": ["+", "p", ["^", "b", 2]], "k": draw.count()}
    premise = [">=", terms["x"], t]
    steps = [combine(premise, sum=[[1, 1], [1, ["square", "b"]]]), {"rule": "inst", "fact": 0, "terms": terms, "premises": [2]}]
    show = replace(replace(fact[3], "x", terms["x"]), "k", terms["k"])
    return theorem(steps, [show], [fact, [">=", "p", t]], F=["real", "real", "nat"], p="real")


def chancy_instance(draw: Draw) -> Data:
    fact = ["forall", [["Z", "random"]], [], [">=", ["apply", "F", "Z"], ["+", ["*", "a", "Z"], ["^", "Z", 2], "b"]]]
    t = draw.scalar(2)
    steps = [{"rule": "inst", "fact": 0, "terms": {"Z": t}}, {"rule": "mean", "fact": 1}]
    return theorem(steps, [replace(fact[3], "Z", t)], [fact], F=["real", "real"])


def telescoping(draw: Draw) -> Data:
    term = draw.scalar(2, ("k",))
    gap = ["-", replace(term, "k", ["+", "i", 1]), replace(term, "k", "i")]
    goal = ["=", ["sum", "i", 0, "k", gap], ["-", term, replace(term, "k", 0)]]
    step = {"rule": "induct", "variable": "k", "goal": goal, "base": [combine(replace(goal, "k", 0))],
            "step": [combine(replace(goal, "k", ["+", "k", 1]), **{"with": [[1, 0]]})]}  # fmt: skip
    return theorem([step], [["forall", [["k", "nat"]], [], goal]], [])


def growth(draw: Draw) -> Data:
    k, gain = "k", draw.pick("n", ["^", "b", 2])
    known = ["forall", [[k, "nat"]], [], [">=", ["apply", "F", ["+", k, 1]], ["+", ["apply", "F", k], gain]]]
    goal = [">=", ["apply", "F", k], ["+", ["apply", "F", 0], ["*", k, gain]]]
    step = {"rule": "induct", "variable": k, "goal": goal, "base": [combine(replace(goal, k, 0))],
            "step": [{"rule": "inst", "fact": 0, "terms": {k: k}}, combine(replace(goal, k, ["+", k, 1]), sum=[[1, 1], [1, 2]])]}
    return theorem([step], [["forall", [[k, "nat"]], [], goal]], [known], F=["real", "nat"])


def decay_of_means(draw: Draw) -> Data:
    k, c = "k", draw.scalar(1)
    known = ["forall", [[k, "nat"]], [], ["=", ["apply", "F", ["+", k, 1]], ["*", c, ["apply", "F", k]]]]
    goal = ["=", ["E", ["apply", "F", k]], ["*", ["^", c, k], ["E", ["apply", "F", 0]]]]
    steps = [{"rule": "inst", "fact": 0, "terms": {k: k}}, {"rule": "mean", "fact": 2},
             combine(replace(goal, k, ["+", k, 1]), **{"with": [[1, 3], [c, 1]]})]  # fmt: skip
    step = {"rule": "induct", "variable": k, "goal": goal, "base": [combine(replace(goal, k, 0))], "step": steps}
    return theorem([step], [["forall", [[k, "nat"]], [], goal]], [known], F=["random", "nat"])


def cases(draw: Draw) -> Data:
    t, (p, q) = draw.scalar(1), draw.pick(("p", "q"), ("X", ["*", 2, "Y"]), (["E", "X"], "b"))
    goal = [">=", "x", t]
    assume = [["forall", [], [[">", p, q]], goal], ["forall", [], [[">=", q, p]], goal]]
    steps = [[{"rule": "inst", "fact": i, "terms": {}, "premises": [2]}] for i in (0, 1)]
    step = {"rule": "cases", "on": [p, q], "goal": goal, "greater": steps[0], "otherwise": steps[1]}
    return theorem([step], [goal], assume, x="random", p="real", q="random")


def said_twice(draw: Draw) -> Data:
    name, use = draw.pick(("F", ["apply", "F", 0]), ("z", "z"), ("w", ["dot", "w", "v"]))
    bound = [name, {"F": ["real", "nat"], "z": "real", "w": "vec"}[name]]
    t = draw.scalar(1)
    goal = ["=", ["E", ["*", use, t, use]], ["*", use, ["E", ["*", use, t]]]]
    step = {"rule": "generalize", "variables": [bound], "premises": [], "steps": [combine(goal)], "goal": goal}
    return theorem([step, step], [["forall", [bound], [], goal]], [])


def capturing(draw: Draw) -> Data:
    t = draw.pick("a", "n", ["+", "n", 1])
    linear = ["=", ["sum", "i", 0, "m", ["*", "i", "s"]], ["*", "s", ["sum", "i", 0, "m", "i"]]]
    fact = ["forall", [["s", "real" if t == "a" else "nat"]], [], linear]
    return theorem([{"rule": "inst", "fact": 0, "terms": {"s": t}}], [replace(fact[3], "s", t)], [fact])


def supposed(proof: Data) -> Data:
    """The same proof with its assumptions as premises of one step: forall [], assumptions: conclusions.

    Sound but where random premises hold at some sample points only, and means are taken."""
    show = proof["show"][0] if len(proof["show"]) == 1 else ["and", *proof["show"]]
    step = {"rule": "generalize", "variables": [], "premises": proof["assume"], "steps": proof["steps"], "goal": show}
    return {**proof, "assume": [], "steps": [step], "show": [["forall", [], proof["assume"], show]]}
