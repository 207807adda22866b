"""Leaf by leaf through the certificates of the chapter: a slip is refused, or what is accepted is still true.

Each integer, name, operator, number of a fact and name of a rule is replaced by a near miss, and each step dropped; in CI a
sample of them, with --nightly every one. What is accepted counts as harmless only if

- the statement (variables, assume, needs, axioms, show) is the same: it is another proof of the same theorem;
- or the statement is a weaker one by its form, see `weaker`;
- or it is true in random worlds in which its assumptions are.

What can be judged by none of these is counted, and must be rare."""

import json
import random
from collections import Counter

import pytest
from corruption import entry, leaves, names_of, near_misses, replaced, step_places, without
from judging import judge
from random_terms import mentions
from recording import verdict

from qedescent.proofs.chapter.contents import CONTENTS
from qedescent.proofs.claim import load
from qedescent.proofs.kernel import checker
from qedescent.proofs.language.prover import Prover

NARROWER = {("real", "nat"), ("random", "real"), ("random", "nat"), ("randvec", "vec")}
STRONGER = {(">=", ">"), (">=", "="), ("!=", ">")}
BEYOND_A_POINT = ("E", "independent", "limit", "derivative", "roots")  # what is not read at each sample point by itself


def theorem_of(entry_of_contents):
    claim = load(entry_of_contents)
    if claim.proof is None:
        return None
    prover = Prover(claim.given, claim.axioms, claim.conclusion, claim.needs)
    claim.proof(prover)
    certificate = prover.certificate(claim.entry.id, claim.entry.title, claim.conclusion)
    (theorem,) = json.loads(json.dumps(certificate))["theorems"]
    return theorem


def mutants(theorem, chance, most):
    """(place, old, new, mutant) for every leaf and step, or for a sample; a dropped step has no old and new."""
    names, places = names_of(theorem), [(path, leaf) for path, leaf in leaves(theorem)]
    places += [(path, None) for path in step_places(theorem["steps"], ("steps",))]
    for path, leaf in places if most is None or most >= len(places) else chance.sample(places, most):
        if leaf is None:
            yield path, None, None, without(theorem, path)
        elif options := near_misses(leaf, names):
            new = chance.choice(options)
            yield path, leaf, new, replaced(theorem, path, new)


def statement(theorem):
    axioms = [a["statement"] for a in theorem.get("axioms", [])]
    return [theorem["variables"], theorem["assume"], theorem.get("needs", []), axioms, theorem["show"]]


def weaker(theorem, path, old, new):
    """Does the changed statement follow from the original by its form?

    A free variable or the result of a function ranges over less, or is random where all is read at each sample point by
    itself; or the argument of a function is of another sort (what it is applied to still is of both, and a function can
    be extended or restricted); or a hypothesis says more, its last relation being stronger or its outermost quantifier
    wider; or a conclusion says less."""
    part, *place = path
    if part == "variables":
        at_points = (old, new) in {("real", "random"), ("vec", "randvec")} and not mentions(statement(theorem)[1:], *BEYOND_A_POINT)
        return place[1:2] not in ([], [0]) or (old, new) in NARROWER or at_points
    if part == "axioms":
        place = [place[0], *place[2:]]
    formula = entry(theorem, path[: len(path) - len(place) + 1])
    core, quantified = place[1:], None
    while formula[0] == "forall" and core[:1] == [3]:
        formula, core = formula[3], core[1:]
    if formula[0] == "forall" and core[:1] == [1] and core[2:] == [1]:
        quantified = old, new
    if part == "show":
        return core == [0] and (new, old) in STRONGER or quantified in NARROWER
    return core == [0] and (old, new) in STRONGER or quantified is not None and quantified[::-1] in NARROWER


@pytest.mark.parametrize("claim", CONTENTS, ids=lambda e: e.id)
def test_a_slip_in_a_certificate_is_refused_or_harmless(claim, nightly):
    theorem, chance = theorem_of(claim), random.Random(claim.id)
    if theorem is None:
        return
    assert verdict(checker, theorem) == (True, "")
    counts, unjudged = Counter(), []
    for path, old, new, mutant in mutants(theorem, chance, None if nightly else 40):
        what = f"{'/'.join(map(str, path))}: {'dropped' if old is None else f'{old!r} -> {new!r}'}"
        accepted, _ = verdict(checker, mutant)
        if not accepted:
            counts["refused"] += 1
        elif statement(mutant) == statement(theorem):
            counts["the same theorem"] += 1
        elif weaker(theorem, path, old, new):
            counts["weaker"] += 1
        else:
            judged = judge(mutant, mutant["show"], chance, worlds=20)
            assert not judged.violated, f"{what}: {judged.violated} is false where {judged.witness}\n{json.dumps(mutant)}"
            counts["true" if judged.held else "unjudged"] += 1
            unjudged += [] if judged.held else [what]
    print(claim.id, dict(counts), unjudged)
    tried = sum(counts.values())
    assert counts["refused"] >= 0.6 * tried
    assert counts["unjudged"] <= max(2, 0.01 * tried), unjudged


def test_only_what_follows_counts_as_weaker():
    theorem = {
        "variables": {"x": "real", "f": ["random", "nat"]}, "axioms": [{"statement": [">=", "x", 0]}],
        "assume": [["forall", [["k", "nat"]], [[">=", "k", 1]], [">=", ["apply", "f", "k"], 0]]], "show": [[">", "x", 1]],
    }  # fmt: skip
    follows = [
        (("variables", "x"), "real", "nat"), (("variables", "f", 0), "random", "real"), (("variables", "f", 1), "nat", "real"),
        (("assume", 0, 3, 0), ">=", ">"), (("assume", 0, 1, 0, 1), "nat", "real"), (("axioms", 0, "statement", 0), ">=", "="),
        (("show", 0, 0), ">", ">="),
    ]  # fmt: skip
    does_not = [
        (("variables", "x"), "nat", "real"), (("variables", "f", 0), "real", "vec"), (("assume", 0, 3, 0), ">=", "!="),
        (("assume", 0, 2, 0, 0), ">=", ">"), (("assume", 0, 3, 2), 0, 1), (("assume", 0, 1, 0, 1), "real", "nat"),
        (("axioms", 0, "statement", 2), 0, 1), (("show", 0, 0), ">=", ">"), (("show", 0, 2), 1, 0),
    ]  # fmt: skip
    mean = {**theorem, "show": [[">", ["E", "x"], 1]]}
    assert weaker(theorem, ("variables", "x"), "real", "random") and not weaker(mean, ("variables", "x"), "real", "random")
    assert all(weaker(theorem, *change) for change in follows)
    assert not any(weaker(theorem, *change) for change in does_not)
