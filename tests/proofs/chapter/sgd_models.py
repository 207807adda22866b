"""For each claim on stochastic gradient descent a concrete world in which its hypotheses hold, in exact numbers.

Noise is a row of independent coins, or of dice where a law is prescribed; sequences are the recursions of the claims,
run on every outcome. `forall` runs over the few values given as ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction as F
from itertools import product
from math import prod
from typing import Any

from evaluator import World  # pyright: ignore[reportMissingImports]  # a module beside the checker's tests

Faces = Sequence[tuple[F, F]]  # (value, probability)
COIN: Faces = ((F(1), F(1, 2)), (F(-1), F(1, 2)))


def space(throws: int, faces: Faces = COIN) -> tuple[list[tuple[F, ...]], tuple[F, ...]]:
    """All outcomes of so many independent throws, and their probabilities."""
    rows = list(product(faces, repeat=throws))
    return [tuple(v for v, _ in row) for row in rows], tuple(prod((w for _, w in row), start=F(1)) for row in rows)


def recursion(rows: list[Any], start: Any, step: Callable[[Any, int, Any], Any], length: int = 6) -> list[list[Any]]:
    """A sequence on every outcome: step(x, k, row) is the next value."""
    out = []
    for row in rows:
        path = [start]
        for k in range(length):
            path.append(step(path[-1], k, row))
        out.append(path)
    return out


def named(paths: list[list[Any]]) -> Callable[..., Any]:
    """The sequence as the evaluator wants it: a function of the outcome's number and the index."""
    return lambda i, k: paths[i][int(k)]


def noise(rows: list[tuple[F, ...]]) -> Callable[..., Any]:
    return lambda i, k: rows[i][int(k)] if int(k) < len(rows[i]) else F(0)


def thrown(row: Sequence[F], k: int) -> F:
    return row[k] if k < len(row) else F(0)


def world(
    weights: Any, meaning: dict[str, Any], naturals: Sequence[int] = (0, 1, 2), reals: Sequence[Any] = (0, 1, "1/2", 2)
) -> World:
    numbers = {n: [F(v)] if isinstance(v, int | str | F) else v for n, v in meaning.items()}
    half = tuple([F(x)] for x in ("0", "1", "1/2"))
    ranges = {"nat": tuple([F(i)] for i in naturals), "real": tuple([F(x)] for x in reals), "random": half,
              "randvec": tuple([(F(x),)] for x in (0, 1, -2)), "vec": tuple([(F(x),)] for x in (0, 1))}  # fmt: skip
    return World(tuple(weights), numbers, ranges)


def quadratic_step(size: Callable[[int], F], curvature: F = F(1), centre: F = F(0)) -> Callable[[F, int, Any], F]:
    return lambda x, k, row: x - size(k) * (curvature * (x - centre) + thrown(row, k))


def oscillation() -> World:
    return world([1], {"λ": 1, "ε": "1/2", "θ": lambda i, k: F(1, 2) ** int(k)})


def constant_step() -> World:
    rows, weights = space(4)
    runs = {n: named(recursion(rows, F(1), quadratic_step(lambda k, s=s: s))) for n, s in (("θ", F(1, 2)), ("y", F(3)))}
    return world(weights, {"λ": 1, "ε": "1/2", "η": 3, "σ": 1, "ξ": noise(rows), **runs})


def linear_decay() -> World:
    schedule = lambda i, k: F(1) - F(9, 20) * k if k <= 2 else F(1, 10)  # noqa: E731
    meaning = {"ε0": 1, "ετ": "1/10", "τ": 2, "a": "1/4", "ε": schedule, "s": lambda i, k: F(31, 40)}
    return world([1], meaning, naturals=(0, 1, 2, 3), reals=(0, 1, 2, 3, "9/4"))


def excess() -> World:
    rows, weights = space(1)
    return world(weights, {"J": lambda i, x: x[0] ** 2 + 1, "J_min": 1, "θ": lambda i, k: (rows[i][0] * k,)})


def kink() -> World:
    rows, weights = space(4)
    slope: Callable[[F], F] = lambda x: F(1) if x > 0 else F(-2)  # noqa: E731
    path = recursion(rows, F(1, 3), lambda x, k, row: x - F(1, 2) * (slope(x) + thrown(row, k)))
    meaning = {"ε": "1/2", "a": 2, "σ": 1, "θ": named(path), "s": lambda i, k: slope(path[i][int(k)]), "ξ": noise(rows)}
    return world(weights, meaning)


def clipped(x: F, low: F = F(-1), high: F = F(1)) -> F:
    return min(max(x, low), high)


def vectors(paths: list[list[F]]) -> Callable[..., Any]:
    return lambda i, k: (paths[i][int(k)],)


def means(paths: list[list[F]], weight: Callable[[int], int], first: int = 0) -> list[list[F]]:
    def mean(path: list[F], n: int) -> F:
        return sum((weight(j) * path[first + j] for j in range(n + 1)), F(0)) / sum(weight(j) for j in range(n + 1))

    return [[mean(path, n) for n in range(len(path) - first)] for path in paths]


def projected(rows: list[Any], size: Callable[[int], F], slope: Callable[[F], F]) -> dict[str, list[list[F]]]:
    """Projected steps on [-1, 1] from 1: iterates, subgradients, and gradients with coins for noise."""
    x = recursion(rows, F(1), lambda x, k, row: clipped(x - size(k) * (slope(x) + thrown(row, k))))
    h = [[slope(v) for v in path] for path in x]
    return {"x": x, "h": h, "g": [[v + thrown(row, k) for k, v in enumerate(path)] for path, row in zip(h, rows, strict=True)]}


def convex() -> World:
    rows, weights = space(4)
    run = projected(rows, lambda k: F(1, 4), lambda x: F((x > 0) - (x < 0)))
    letters = {"θ": run["x"], "g": run["g"], "h": run["h"], "w": means(run["x"], lambda j: 1)}
    meaning = {"f": lambda i, x: abs(x[0]), "c": [(F(0),)], "G": 2, "R": 1, "ε": lambda i, k: F(1, 4)}
    return world(weights, {**meaning, **{n: vectors(p) for n, p in letters.items()}})


def strongly_convex() -> World:
    rows, weights = space(4)
    first, second = (projected(rows, size, lambda x: x) for size in (lambda k: F(2, k + 2), lambda k: F(1, k + 1)))
    later = [means(second["x"], lambda j: 1, first=s) for s in range(5)]
    letters = {"θ": first["x"], "g": first["g"], "h": first["h"], "w": means(first["x"], lambda j: j + 1),
               "y": second["x"], "u": second["g"], "q": second["h"]}  # fmt: skip
    meaning = {"f": lambda i, x: x[0] ** 2 / 2, "c": [(F(0),)], "G": 2, "μ": 1,
               "z": lambda i, s, n: (later[int(s)][i][int(n)],)}  # fmt: skip
    return world(weights, {**meaning, **{n: vectors(p) for n, p in letters.items()}})


def linear_pair() -> World:
    return world([1], {"d": 1, "R": 1, "σ": 1, "r": 1, "k": 1, "B": 1, "X": 0, "P": 1, "Q": 1, "J": 1})


def minimax() -> World:
    """The minimum is ± a root of its variance, and the method answers with the mean of the decoded replies."""
    rows, weights = space(5, [(F(2), F(1, 2)), (F(-2), F(1, 2))])
    root = {F(0): F(0), F(1): F(1), F(4): F(2), F(1, 4): F(1, 2)}
    sums = [[sum(row[1 : 1 + k], F(0)) for k in range(6)] for row in rows]
    xi: Callable[..., F] = lambda i, k: thrown(rows[i][1:], int(k))  # noqa: E731
    centre: Callable[..., F] = lambda i, t: root[t] * rows[i][0] / 2  # noqa: E731
    x = recursion(rows, F(0), lambda x, k, row: x - (2 * (x - 3) + thrown(row[1:], k)) / (2 * (k + 1)))
    query: Callable[..., F] = lambda i, t, k: F(k) + t  # noqa: E731
    meaning = {
        "λ": 2, "c": 3, "σ": 2, "x": named(x), "ξ": xi, "S": named(sums), "C": centre, "θ": query,
        "T": lambda i, t, k: centre(i, t) - (sums[i][int(k)] / (2 * k) if k else 0),
        "g": lambda i, t, k: 2 * (query(i, t, k) - centre(i, t)) + xi(i, k),
        "B": lambda i, k: 1 / k if k else F(0),
    }  # fmt: skip
    return world(weights, meaning, reals=(0, 1, 4, "1/4"))


def boundary() -> World:
    """Dice with the mean 1/8 and the second moment 1/12 of max(-Z, 0) for Z uniform on [-1, 3]."""
    faces = [(F(2), F(3, 4)), (F(0), F(1, 24)), (F(-1, 2), F(1, 6)), (F(-1), F(1, 24))]
    rows, weights = space(3, faces)
    x = recursion(rows, F(1, 2), lambda x, k, row: clipped(x - F(1, k + 1) * (x + thrown(row, k)), F(0)))
    sums = [[sum(path[:k], F(0)) for k in range(7)] for path in x]
    meaning = {
        "c": 1, "N": 0, "x": named(x), "Z": noise(rows), "s": named(sums), "o": lambda i, k: F(1, 2),
        "h": lambda i, k: max(-thrown(rows[i], int(k)), F(0)),
        "b": lambda i, k: F(int(k > 0 and thrown(rows[i], int(k) - 1) > 0)),
    }  # fmt: skip
    return world(weights, meaning)


def steps_c_over_k(p: F) -> World:
    rows, weights = space(4)
    x = recursion(rows, F(1), quadratic_step(lambda k: p / (k + 1)))
    moments = [sum(w * path[k] ** 2 for w, path in zip(weights, x, strict=True)) for k in range(7)]
    left = [prod((1 - p / j for j in range(1, k + 1)), start=F(1)) for k in range(7)]
    since = [prod((1 - p / j for j in range(2, k + 2)), start=F(1)) for k in range(7)]
    meaning = {"λ": 1, "c": p, "p": p, "σ": 1, "x": named(x), "ξ": noise(rows), "v": lambda i, k: moments[int(k)],
               "Q": lambda i, k: since[int(k)], "M": lambda i, k: left[int(k)]}  # fmt: skip
    return world(weights, meaning)


def closed_forms() -> World:
    """Only the roots of 1 and 4 are rational, so `forall` runs over 0 and 3."""
    rows, weights = space(4)
    sizes = {"x": lambda k: F(1, k + 1), "y": lambda k: F(2, k + 2), "z": lambda k: F(1, 2), "q": lambda k: root_step(k)}
    runs = {n: recursion(rows, F(0), quadratic_step(size)) for n, size in sizes.items()}
    sums = {n: [[weighted(path, k, weight) for k in range(6)] for path in runs[run]]
            for n, run, weight in (("S", "y", lambda j: 1), ("W", "y", lambda j: j + 1), ("T", "z", lambda j: 1))}  # fmt: skip
    meaning = {"λ": 1, "σ": 1, "ε": "1/2", "A": "1/2", "c": 1, "η": lambda i, k: root_step(int(k)), "ξ": noise(rows)}
    return world(weights, {**meaning, **{n: named(p) for n, p in (runs | sums).items()}}, naturals=(0, 3))


def root_step(k: int) -> F:
    return {0: F(1), 3: F(1, 2)}.get(k, F(7, 10))


def weighted(path: list[F], k: int, weight: Callable[[int], int]) -> F:
    return sum((weight(j) * path[j] for j in range(k + 1)), F(0))


MODELS: dict[str, Callable[[], World]] = {
    "lr-oscillation-thresholds": oscillation,
    "sgd-constant-step-floor": constant_step,
    "linear-decay-schedule": linear_decay,
    "excess-error": excess,
    "sgd-convex-upper-sqrt": convex,
    "sgd-convex-lower-sqrt": linear_pair,
    "sgd-sharp-minimum-floor": kink,
    "sgd-strongly-convex-upper": strongly_convex,
    "sgd-strongly-convex-lower-exact": minimax,
    "sgd-uniform-average-log": boundary,
    "sgd-c-over-k-phase-transition": lambda: steps_c_over_k(F(1, 5)),
    "sgd-schedule-closed-forms": closed_forms,
}
