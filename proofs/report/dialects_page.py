"""The page of dialects, from the table's plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from qedescent.proofs.dialects.entries import LIKE
from qedescent.proofs.report.assets import policy, scripts, style
from qedescent.proofs.report.dialects_words import (
    badge,
    breakable,
    case,
    condition,
    default,
    gaps,
    near,
    printed,
)
from qedescent.proofs.report.page import environment

Row = Mapping[str, Any]
NOT_JUDGED: Row = {"change": (), "setting": (), "residuals": (), "needs": (), "otherwise": (), "late": False}
NOT_READ: Row = {"lines": (), "in_order": True, "starts": (), "first": (), "conditions": ()}
PROJECTS = {"torch": "PyTorch", "optax": "Optax", "keras": "Keras", "sklearn": "scikit-learn"}
MEANING = {
    "IDENTICAL": "the same iterates, whatever the schedules; proved by a certificate that the checker accepted",
    "EQUIVALENT": "the same after a change of variables, under the condition shown if there is one; proved likewise",
    "DIFFERENT": "they part on the numbers that are shown",
    "UNDECIDED": "neither a proof was found nor a case in which they part",
    "UNFINISHED": "stopped because it took too long; nothing is said",
    "UNREADABLE": "no formula can say what the code does, for the reason given",
    "FAILED": "a defect of this software, not of the library",
}


def render(rows: Sequence[Row], pairs: Sequence[Row], versions: Mapping[str, str], report: bool = False) -> str:
    """The HTML of `Found.as_data` rows and of judgments between libraries; `report` says that the report is beside it."""
    views = [_view(row, f"o{i}") for i, row in enumerate(rows, 1)]
    for v in views:
        v["title"] = v["kind"] + _further(v["library"], v["kind"], v["switches"], views)
    related = [_pair(pair, views) for pair in pairs]
    seen = {str(row["relation"]) for row in (*rows, *pairs)}
    return (
        environment()
        .get_template("dialects.html.j2")
        .render(
            matrix=list(_matrix(views, versions)),
            libraries=[(name, PROJECTS.get(name, name), number, [v for v in views if v["library"] == name])
                       for name, number in versions.items()],
            pairs=[(kind, [p for p in related if p["kind"] == kind]) for kind in dict.fromkeys(p["kind"] for p in related)],
            remarked=[v for v in views if v["remarks"]],
            rules=_rules(rows),
            counts={word: sum(row["relation"] == word for row in rows) for word in MEANING if word in seen},
            meaning={word: text for word, text in MEANING.items() if word in seen},
            report=report,
            policy=policy(),
            style=Markup(style()),
            scripts=[Markup(script) for script in scripts()],
        )
    )  # fmt: skip


def _matrix(views: Sequence[Row], versions: Mapping[str, str]) -> Iterator[tuple[str, list[tuple[str, list[Row]]]]]:
    """For each kind what each library has of it."""
    kinds = dict.fromkeys(v["kind"] for v in views)
    for kind in [*(k for k in LIKE if k in kinds), *(k for k in kinds if k not in LIKE)]:
        yield kind, [(PROJECTS.get(name, name), [v for v in views if (v["kind"], v["library"]) == (kind, name)])
                     for name in versions]  # fmt: skip


def _view(row: Row, anchor: str) -> dict[str, Any]:
    """What the template says of one optimizer; a part that was not reached is empty."""
    about = row["optimizer"]
    judged = {**NOT_JUDGED, **row.get("judged", {})}
    return {
        "anchor": anchor,
        **{x: about[x] for x in ("library", "kind", "name", "label", "like")},
        "project": PROJECTS.get(about["library"], about["library"]),
        "switches": breakable(about["name"].partition("(")[2].removesuffix(")")),
        "command": about["command"].replace(" --", "\n--").split("\n"),
        "badge": badge(row["relation"]),
        "rule": row.get("rule", ""),
        "same": row.get("same", ""),
        "why": row.get("why", ""),
        "display": row.get("display", NOT_READ),
        "judged": judged,
        "condition": condition(row),
        "nearest": [near(n) for n in row.get("nearest", ())],
        "cases": [(residual, p["step"], p["what"], case(p))
                  for residual, p in zip(judged["residuals"], row.get("partings", ()), strict=True)],
        "gaps": gaps(row.get("visibility", {})),
        "defaults": [default(d) for d in row.get("defaults", ())],
        "printed": printed(row),
        "remarks": row.get("remarks", ()),
        "certificate": row.get("certificate_sha256", "")[:16],
    }  # fmt: skip


def _pair(row: Row, views: Sequence[Row]) -> dict[str, Any]:
    nearest = "; ".join(f"the same at {near(n)}" for n in row.get("nearest", ()))
    one, other = (_short(row[side], row["kind"], views) for side in ("code_name", "rule_name"))
    return {
        "kind": row["kind"], "one": one, "other": other,
        "badge": badge(row["relation"]), "condition": condition(row), "judged": {**NOT_JUDGED, **row.get("judged", {})},
        "note": nearest if row["relation"] == "DIFFERENT" else row.get("why", ""),
    }  # fmt: skip


def _short(name: str, kind: str, views: Sequence[Row]) -> str:
    """The library, with what is switched where it has several of the kind."""
    library, _, own = name.partition(" ")
    switches = breakable(own.partition("(")[2].removesuffix(")"))
    return PROJECTS.get(library, library) + _further(library, kind, switches, views)


def _further(library: str, kind: str, switches: str, views: Sequence[Row]) -> str:
    several = sum((v["library"], v["kind"]) == (library, kind) for v in views) > 1
    return f", {switches or 'by default'}" if several else ""


def _rules(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rules beside which the optimizers were set, in the chapter's order."""
    from qedescent.proofs.dialects.display import displayed_rule

    return [displayed_rule(like) for like in _in_order(rows)]


def _in_order(rows: Sequence[Row]) -> list[str]:
    used = {row["optimizer"]["like"] for row in rows}
    return [like for like in dict.fromkeys(LIKE.values()) if like in used]
