"""The report as one page that needs no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from qedescent.proofs.certificates import CHECKER, sha256
from qedescent.proofs.chapter.contents import SECTIONS
from qedescent.proofs.outcome import Outcome
from qedescent.proofs.report.assets import HERE, policy, scripts, style
from qedescent.proofs.report.badges import MEANING
from qedescent.proofs.report.card import Card
from qedescent.proofs.report.prose import against, formula, interval, measured, number, prose, relative, span


def environment() -> Environment:
    """Templates that escape everything and refuse what is not defined."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    numbers = {"number": number, "span": span, "measured": measured, "interval": interval, "against": against, "relative": relative}
    environment.filters |= {"prose": prose, "tex": formula, **numbers}
    return environment


def render(outcomes: Sequence[Outcome], dialects: bool = False) -> str:
    """The HTML of the report on these outcomes, in their order; `dialects` says that the page on the libraries is beside it."""
    cards = [Card(outcome) for outcome in outcomes]
    by_id = {card.outcome.id: card for card in cards}
    printed = {card.outcome.corrected_by: card for card in cards if card.outcome.corrected_by}
    headings = {section.number: section.heading for section in SECTIONS}
    grouped = groupby(cards, key=lambda card: card.outcome.section)
    sections = [(number, headings.get(number, ""), list(group)) for number, group in grouped]
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            cards=cards,
            by_id=by_id,
            printed=printed,
            dialects=dialects,
            sections=sections,
            meaning=MEANING,
            counts=Counter(card.badges.proof.text for card in cards),
            seconds=sum(outcome.seconds for outcome in outcomes),
            checker=sha256(CHECKER.read_bytes()),
            policy=policy(),
            style=Markup(style()),
            scripts=[Markup(script) for script in scripts()],
        )
    )
