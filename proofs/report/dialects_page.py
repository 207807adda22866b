"""The page of dialects, from the table's plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from qedescent.proofs.report.assets import style
from qedescent.proofs.report.page import environment

Row = Mapping[str, Any]


def render(rows: Sequence[Row], pairs: Sequence[Row], versions: Mapping[str, str]) -> str:
    """The HTML of `Found.as_data` rows and of judgments between libraries."""
    shown = [_shown(row) for row in rows]
    related = [{**pair, "when": when(pair)} for pair in pairs]
    page = environment().get_template("dialects.html.j2")
    return page.render(rows=shown, pairs=related, versions=versions, style=Markup(style()))


def _shown(row: Row) -> dict[str, Any]:
    about = {"label": row["optimizer"]["label"], "remark": row["optimizer"]["remark"]}
    if row["unreadable"]:
        return {**about, "rule": row["optimizer"]["like"], "relation": "UNREADABLE", "when": "", "headline": row["unreadable"],
                "computes": (), "lines": ()}  # fmt: skip
    assigned = [(x, f) for x, f in row["computes"].items() if (x, f) != ("query", "θ")]
    computes = [f"{'g is taken at' if x == 'query' else x + ' ←'} {f}" for x, f in assigned]
    return {**about, "rule": row["rule"], "relation": row["relation"], "when": when(row), "headline": _headline(row),
            "computes": computes, "lines": list(_lines(row))}  # fmt: skip


def when(row: Row) -> str:
    """The condition of a relation, in words."""
    parts = [f"{', '.join(row['constant'])} constant"] if row.get("constant") and row["relation"] == "EQUIVALENT" else []
    parts += [f"{p} = {e}" for p, e in row.get("setting", {}).items()]
    return "; ".join(parts)


def _headline(row: Row) -> str:
    return f"{'beside' if row['relation'] != 'IDENTICAL' else 'as'} {row['rule']}{': ' + row['same'] if row['same'] else ''}"


def _lines(row: Row) -> Iterator[tuple[str, str]]:
    for x, f in row["change"].items():
        if f != x:
            yield "change", f"{x} of the code = {f}"
    for near in row["nearest"]:
        yield "nearest", f"with {near['hyperparameter']} = {near['value']} it is the book's rule"
    for parting in row["partings"]:
        if parting["residual"]:
            yield "residual", f"{parting['residual']} in {parting['what']} after step {parting['step']}"
        yield "smallest case", _case(parting)
    if row["certificate_sha256"]:
        yield "proof", f"PROVED, certificate {row['certificate_sha256'][:16]}"


def _case(parting: Row) -> str:
    steps = parting["hyperparameters"]
    values = [f"{p} = {', '.join(dict.fromkeys(s[p] for s in steps))}" for p in steps[0]]
    return f"g = {', '.join(parting['gradients'])}; {'; '.join(values)}: {parting['code'][:22]}, the book's {parting['rule'][:22]}"
