"""What was read and judged, in TeX with its plain text beside it, for the page."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from qedescent.proofs.dialects.assignments import assignments, in_order, tidy
from qedescent.proofs.judging.expressions import as_functions, in_decimals, sorts_of
from qedescent.proofs.judging.judgment import Judgment
from qedescent.proofs.judging.telling import formula, shortened
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.report.typeset import tex

Data = Any
Shown = dict[str, str]  # tex and plain


def displayed(reading: Reading) -> dict[str, Any]:
    """The step as lines of pseudocode, what the memories start from, and the path that the code took."""
    query = [] if reading.query == "θ" else [_line(r"g \text{ is taken at }", "g is taken at ", tidy(reading.query))]
    first = {x: f for x, f in reading.first.items() if f != reading.after.get(x)}
    return {
        "lines": [*query, *(_assigned(x, f) for x, f in assignments(reading))],
        "in_order": in_order(reading),
        "starts": [_equals(x, f) for x, f in reading.start.items() if f != 0],
        "first": [_assigned(x, tidy(f)) for x, f in first.items()],
        "conditions": [shown(c) for c in reading.conditions],
    }


def displayed_judgment(j: Judgment) -> dict[str, Any]:
    """The change of variables, the setting, the residuals, the side conditions."""
    change = j.change.written_out() if j.change and not j.change.trivial else {}
    return {
        "change": [_equals(x, tidy(image)) for x, image in change.items()],
        "setting": [_equals(p, _term(e)) for p, e in j.setting.items()],
        "residuals": [shown(tidy(_term(p.residual))) if p.residual is not None else None for p in j.partings],
        "needs": [shown(f) for f in j.needs],
        "rescheduled": [_equals(p + "_next", _term(e)) for p, e in j.rescheduled],
    }


def shown(data: Data) -> Shown:
    data = in_decimals(data)
    return {"tex": tex(data, sorts_of(data)), "plain": formula(data)}


def _term(e: Expr) -> Data:
    return term(as_functions(shortened(e)))[0]


def _assigned(x: str, f: Data) -> Shown:
    return _line(rf"{shown(x)['tex']} \leftarrow ", f"{shown(x)['plain']} ← ", f)


def _equals(x: str, f: Data) -> Shown:
    return _line(f"{shown(x)['tex']} = ", f"{shown(x)['plain']} = ", f)


def _line(tex_before: str, plain_before: str, f: Data) -> Shown:
    right = shown(f)
    return {"tex": tex_before + right["tex"], "plain": plain_before + right["plain"]}
