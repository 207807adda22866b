"""Terms and expressions as they are written for a reader: in decimals, in the shorter form, each condition once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sympy import Expr, Pow, Rational, expand_mul, powsimp

from qedescent.analytic.notation import k, t
from qedescent.proofs.judging.change import Change
from qedescent.proofs.judging.expressions import as_functions, in_decimals, sorts_of
from qedescent.proofs.judging.rows import kernel_of
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import term
from qedescent.proofs.report.plain import plain

Data = Any
MOST_EXPANDED = 40  # operations of an expression that may be shorter when it is multiplied out


def formula(data: Data) -> str:
    """A kernel term or formula in Unicode; a number that came from a float is the short decimal that the float prints as."""
    data = in_decimals(data)
    return plain(data, sorts_of(data))


def shown(e: Expr) -> str:
    """An expression in Unicode, in its shorter form."""
    return formula(term(as_functions(shortened(e)))[0])


def shortened(e: Expr) -> Expr:
    """The expression in its shorter form; k, the steps taken before, as t - 1 where no other power is left."""
    e = e.xreplace({q: _decimal(q) for q in e.atoms(Rational) if q.q >= 2**20})
    if e.has(k) or e.count_ops() <= MOST_EXPANDED:
        e = min((e, powsimp(expand_mul(e))), key=lambda x: x.count_ops())
    counted = e.xreplace({k: t - 1})
    return e if any((x.exp - t).is_negative for x in counted.atoms(Pow) if x.exp.has(t)) else counted


def _decimal(q: Rational) -> Rational:
    """The short decimal of a fraction that is a float; the fraction itself if it is none."""
    return Rational(repr(float(q))) if q.q & (q.q - 1) == 0 else q


def said_once(needs: Sequence[Data], change: Change | None) -> Iterator[Data]:
    """The side conditions, each once: those on the code's letters say the same of the book's."""
    letters = change.written_out() if change else {}
    written = [substitute(f, letters) for f in needs]
    kernel = kernel_of(sorts_of(*written))
    seen: list[Data] = []
    for f in written:
        if not any(g[0] == f[0] and kernel.normal(g[1]) == kernel.normal(f[1]) for g in seen):
            seen.append(f)
    yield from seen
