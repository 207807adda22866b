"""Random attacks on the checker with fixed seeds: whatever it derives is evaluated exactly in random worlds, and is true.

A failure prints the false formula, the world and the certificate."""

import random

import pytest
from fuzzing import attacked, corruptions, identities, temptations
from random_terms import Draw
from recording import verdict
from templates import TEMPLATES, drawn
from tempting_proofs import TEMPTATIONS

from qedescent.proofs.kernel import checker

each_template = pytest.mark.parametrize("make", TEMPLATES, ids=lambda make: make.__name__)
each_temptation = pytest.mark.parametrize("make", TEMPTATIONS, ids=lambda make: make.__name__)


@pytest.mark.parametrize("seed", range(3))
def test_rewritten_terms_are_equal_where_the_checker_says_so(seed, nightly):
    chance, trials = random.Random(seed), 20_000 if nightly else 1000
    result = attacked(checker, identities(chance, trials), chance)
    assert not result.false, result.false
    assert result.counts["sound accepted"] >= 0.97 * trials, "too few sound rewritings are accepted to learn anything"
    assert result.counts["sound evaluations"] >= 2.5 * trials
    assert 0.05 * trials <= result.counts["unsound accepted"] <= 0.5 * trials


@each_template
def test_valid_proofs_with_random_terms_are_accepted(make, nightly):
    chance, trials = random.Random(1), 500 if nightly else 10
    results = [verdict(checker, drawn(make, chance)) for _ in range(trials)]
    assert all(accepted for accepted, _ in results), {why for _, why in results}


@each_template
def test_what_is_derived_from_corrupted_proofs_is_true(make, nightly):
    chance, trials = random.Random(2), 400 if nightly else 20
    result = attacked(checker, corruptions([make], chance, trials, each=6), chance)
    assert not result.false, result.false
    assert result.counts["corrupted tried"] == 6 * trials
    assert result.counts["corrupted evaluations"] >= 2 * trials, "the corrupted proofs derive too little to learn anything"


@each_temptation
def test_false_theorems_are_refused(make, nightly):
    for seed in range(200 if nightly else 10):
        accepted, why = verdict(checker, make(Draw(random.Random(seed), wild=False)))
        assert not accepted and why


def test_what_is_derived_on_the_way_to_false_theorems_is_true(nightly):
    chance = random.Random(3)
    result = attacked(checker, temptations(chance, 200 if nightly else 10), chance)
    assert not result.false, result.false
    assert result.counts["tempting evaluations"] >= 100
