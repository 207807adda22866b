"""What was read and judged, in TeX with its plain text beside it, for the page."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from qedescent.analytic.notation import θ
from qedescent.proofs.dialects.assignments import assignments, in_order
from qedescent.proofs.dialects.tidying import in_print_order, tidy
from qedescent.proofs.judging.change import CODE
from qedescent.proofs.judging.expressions import as_functions, in_decimals, sorts_of
from qedescent.proofs.judging.judgment import Judgment, Relation
from qedescent.proofs.judging.writing import formula, shortened
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.questions import named
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
    moved = {x: tidy(image) for x, image in change.items() if x != f"{tidy(image)}{CODE}"}
    return {
        "change": [_equals(x, image) for x, image in moved.items()],
        "setting": [_equals(p, _term(e)) for p, e in j.setting.items()],
        "late": j.relation == Relation.DIFFERENT and j.change is not None,
        "residuals": [shown(tidy(_term(p.residual))) if p.residual is not None else None for p in j.partings],
        "needs": [shown(f) for f in j.needs],
        "otherwise": [_equals(other.parameter, _term(other.value)) for other in j.rescheduled],
    }


def displayed_rule(name: str) -> dict[str, Any]:
    """A rule of the book or of a paper as its pseudocode, with its source."""
    rule = named(name)
    memories = {x.name for x in rule.state}

    def printed(e: Any) -> Data:
        return in_print_order(tidy(_exact(e)), memories)

    query = [] if rule.query == θ else [_line(r"g \text{ is taken at }", "g is taken at ", printed(rule.query))]
    return {
        "key": name,
        "name": f"{rule.algorithm} {rule.name}".strip(),
        "source": rule.source,
        "lines": [*query, *(_assigned(x.name, printed(e)) for x, e in rule.assignments)],
        "starts": [_equals(x.name, _exact(e)) for x, e in rule.state.items() if e != 0],
    }


def shown(data: Data) -> Shown:
    data = in_decimals(data)
    return {"tex": tex(data, sorts_of(data)), "plain": formula(data)}


def _exact(e: Any) -> Data:
    return term(as_functions(e))[0]


def _term(e: Expr) -> Data:
    return term(as_functions(shortened(e)))[0]


def _assigned(x: str, f: Data) -> Shown:
    return _line(rf"{shown(x)['tex']} \leftarrow ", f"{shown(x)['plain']} ← ", f)


def _equals(x: str, f: Data) -> Shown:
    return _line(f"{shown(x)['tex']} = ", f"{shown(x)['plain']} = ", f)


def _line(tex_before: str, plain_before: str, f: Data) -> Shown:
    right = shown(f)
    return {"tex": tex_before + right["tex"], "plain": plain_before + right["plain"]}
