"""All templates of valid proofs: at least one for each rule of inference."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from random_terms import Draw
from valid_calculus import derivative, geometric_limit, harmonic_limit, jury, monotone, monotone_mean, roots
from valid_proofs import (
    cancelled,
    capturing,
    cases,
    chancy_instance,
    decay_of_means,
    equation,
    generalized,
    growth,
    independent,
    instance,
    mean,
    nonzero,
    order,
    rewriting,
    said_twice,
    telescoping,
    vectors,
)  # fmt: skip

Data = Any
TEMPLATES: list[Callable[[Draw], Data]] = [
    equation, order, generalized, nonzero, cancelled, rewriting, vectors, mean, independent, instance, chancy_instance, telescoping,
    growth, decay_of_means, cases, jury, geometric_limit, harmonic_limit, derivative, monotone, roots,
    monotone_mean, said_twice, capturing,
]  # fmt: skip
CALM = {instance, monotone, telescoping, decay_of_means}  # for these the terms drawn must not be random


def drawn(make: Callable[[Draw], Data], chance: random.Random) -> Data:
    return make(Draw(chance, chancy=make not in CALM, wild=False))
