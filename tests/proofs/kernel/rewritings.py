"""Laws that keep the value of a term, and slips that do not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from random_terms import VARIABLES, at, mentions, places, put, replace

Data = Any
RANDOM = [n for n, s in VARIABLES.items() if "rand" in str(s)]


def rewritings(t: Data, chance: random.Random) -> Iterator[Data]:
    """Terms of the same value, each by one law."""
    yield ["-", ["+", t, "a"], "a"] if not isinstance(t, list) or t[0] not in ("apply", "+", "-", "*") else t
    match t:
        case ["+" | "*" as op, *parts]:
            yield [op, *chance.sample(parts, len(parts))]
            if len(parts) > 2:
                yield [op, parts[0], [op, *parts[1:]]]
    match t:
        case ["*", a, ["+" | "-" as op, b, *more]]:
            yield [op, ["*", a, b], *(["*", a, c] for c in more)]
        case ["-", a]:
            yield ["*", -1, a]
        case ["-", a, b]:
            yield ["+", a, ["*", -1, b]]
        case ["^", a, int(k)] if k > 0:
            yield ["*", a, ["^", a, k - 1]]
        case ["^", ["*", a, b], n]:
            yield ["*", ["^", a, n], ["^", b, n]]
        case ["^", a, ["+", m, n]]:
            yield ["*", ["^", a, m], ["^", a, n]]
        case ["^", ["^", a, m], n]:
            yield ["^", a, ["*", n, m]]
        case ["/", ["+", a, *more], b]:
            yield ["+", ["/", a, b], *(["/", c, b] for c in more)]
        case ["/", 1, ["/", 1, a]]:
            yield a
        case ["/", a, ["*", b, c]]:
            yield ["/", ["/", a, c], b]
        case ["/", a, b]:
            yield ["*", ["/", 1, b], a]
        case ["E", a] if not mentions(a, *RANDOM):
            yield a
        case ["E", ["+", a, *more]]:
            yield ["+", ["E", a], *(["E", b] for b in more)]
        case ["E", ["*", a, b]] if not mentions(a, *RANDOM):
            yield ["*", a, ["E", b]]
        case ["dot", ["+" | "-" as op, a, b], c]:
            yield [op, ["dot", c, a], ["dot", b, c]]
        case ["dot", ["*", a, b], c]:
            yield ["*", a, ["dot", b, c]]
        case ["dot", a, b]:
            yield ["dot", b, a]
        case ["sum", j, first, ["+", n, int(k)], body] if k > 0:
            last = replace(body, j, ["+", first, n, k - 1])
            yield ["+", last, ["sum", j, first, ["+", n, k - 1], body]]
        case ["sum", j, first, n, ["+", a, *more]]:
            yield ["+", *(["sum", j, first, n, b] for b in (a, *more))]
        case ["sum", j, first, n, ["*", a, b]] if not mentions(a, j):
            yield ["*", a, ["sum", j, first, n, b]]
        case ["sum", j, first, n, body] if not mentions(body, j):
            yield ["*", n, body]
        case ["sum", j, first, n, body]:
            yield ["sum", j + "_", 0, n, replace(body, j, ["+", first, j + "_"])]


def rewritten(t: Data, chance: random.Random, times: int = 2) -> Data:
    """A term of the same value, by a few laws at random places."""
    for _ in range(times):
        options = [(p, new) for p in places(t) for new in rewritings(at(t, p), chance) if new != at(t, p)]
        if not options:
            break
        path, new = chance.choice(options)
        t = put(t, path, new)
    return t


def slips(t: Data) -> Iterator[Data]:
    """What a careless writer would put for a term; none of these is a law."""
    match t:
        case ["E", ["*", a, b]]:
            yield ["*", ["E", a], ["E", b]]
        case ["E", ["^", a, n]]:
            yield ["^", ["E", a], n]
        case ["E", ["/", a, b]]:
            yield ["/", ["E", a], ["E", b]]
        case ["E", a]:
            yield a
        case ["^", ["+", a, *more], n]:
            yield ["+", ["^", a, n], *(["^", b, n] for b in more)]
        case ["^", ["^", a, m], n]:
            yield ["^", a, ["+", m, n]]
        case ["^", a, ["+", m, n]]:
            yield ["+", ["^", a, m], ["^", a, n]]
        case ["^", ["-", a], n]:
            yield ["^", a, n]
        case ["^", ["*", a, b], n]:
            yield ["*", a, ["^", b, n]]
        case ["/", a, ["+", b, *more]]:
            yield ["+", ["/", a, b], *(["/", a, c] for c in more)]
        case ["/", a, b]:
            yield from (["*", a, b], ["/", b, a], *([1] if a == b else []))
        case ["*", a, ["/", b, c]]:
            yield b if a == c else ["/", ["*", a, c], b]
        case ["sqrt", ["^", a, 2]]:
            yield a
        case ["apply", f, ["+", a, *more]]:
            yield ["+", ["apply", f, a], *(["apply", f, b] for b in more)]
        case ["sum", i, first, n, ["sum", j, start, m, body]]:
            yield ["sum", j, first, n, ["sum", i, start, m, body]]
        case ["sum", j, first, n, ["*", a, b]]:
            yield ["*", ["sum", j, first, n, a], ["sum", j, first, n, b]]
        case ["sum", j, first, int(n), body]:
            yield ["+", 0, *(replace(body, j, ["+", first, i + 1]) for i in range(n))]
        case ["sum", j, first, n, body]:
            yield ["sum", j, 0, n, body]
            yield ["+", ["sum", j, first, n, body], replace(body, j, n)]
        case ["dot", ["+", a, b], c]:
            yield ["+", ["dot", a, c], b]
        case ["-", a, ["-", b, c]]:
            yield ["-", ["-", a, b], c]
        case ["*", a, ["+", b, *more]]:
            yield ["+", ["*", a, b], *more]


def slipped(t: Data, chance: random.Random) -> Data:
    """A term with one slip in it, or t where there is no room for one."""
    options = [(p, new) for p in places(t) for new in slips(at(t, p))]
    return put(t, *chance.choice(options)) if options else t
