"""The page holds everything it needs, shows what was checked, and lets nothing run or load."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from qedescent.proofs.report.assets import KATEX, policy, scripts, style
from qedescent.proofs.report.page import render
from qedescent.proofs.report.prose import number, prose
from qedescent.proofs.report.typeset import tex


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


@pytest.fixture(scope="module")
def page(outcomes: Any) -> str:
    return render(outcomes)


@pytest.fixture(scope="module")
def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    return Elements(page).found


def test_the_vendored_files_are_the_ones_whose_hashes_were_noted():
    lines = [line.split() for line in (KATEX / "hashes.sha256").read_text().splitlines()]
    noted = {name: digest for digest, name in lines}
    present = {p.relative_to(KATEX).as_posix() for p in KATEX.rglob("*") if p.is_file()} - {"hashes.sha256"}
    assert present == set(noted) and "LICENSE" in noted
    for name, digest in noted.items():
        assert hashlib.sha256((KATEX / name).read_bytes()).hexdigest() == digest, name


def test_nothing_on_the_page_is_loaded_from_anywhere(elements: Any):
    for tag, attributes in elements:
        for name in ("src", "href", "srcset", "poster", "action"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "data:application/json;base64,", "data:image/png;base64,")), (
                tag,
                value[:60],
            )
    assert not any(tag in ("link", "iframe", "object", "embed", "base") for tag, _ in elements)


def test_the_style_holds_its_fonts():
    sources = re.findall(r"url\(([^)]{0,40})", style())
    assert len(sources) == 20 and all(source.startswith("data:font/woff2;base64,") for source in sources)


def test_only_the_page_s_own_scripts_may_run(page: str):
    bodies = re.findall(r"<script>(.*?)</script>", page, flags=re.S)
    assert bodies == list(scripts())
    assert (
        "default-src 'none'" in policy()
        and "'unsafe-inline'" not in policy().split("script-src")[1].split(";")[0]
    )


def test_ids_are_unique_and_links_lead_somewhere(elements: Any):
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {(a.get("href") or "")[1:] for _, a in elements if (a.get("href") or "").startswith("#")}
    assert targets <= set(ids)


def test_the_summary_comes_first_and_holds_every_claim(page: str, outcomes: Any):
    table = page[page.index('<section class="summary">') : page.index('<section class="meaning">')]
    assert [table.count(f'href="#{o.id}"') for o in outcomes] == [1] * len(outcomes)
    assert page.index('<section class="summary">') < page.index('<article class="card"')
    for verdict in ("PROVED", "CITED", "UNKNOWN", "REFUTED, as expected", "agrees", "not measured", "rejected", "no rival"):
        assert f"</span> {verdict}</span>" in table


def test_a_reader_without_scripts_reads_plain_text(page: str):
    assert "every root of z² - (1 + α - ε·λ)·z + α has |z| &lt; 1" in page and "<noscript>" in page


def test_what_a_claim_states_is_shown_also_when_it_is_refuted(imagined: Any):
    o = imagined.erratum()
    stated = {"variables": {"m": "real"}, "assume": [[">", "m", 0]], "needs": [], "show": [["=", ["*", 6, "m"], 1]]}
    page = unescape(render([replace(o, proof=replace(o.proof, stated=stated))]))
    assert 'data-tex="6 m = 1"' in page and 'data-tex="m > 0"' in page


def test_a_long_formula_is_shown_in_rows(imagined: Any):
    sides = [["+", *(f"{x}{i}" for i in range(20))] for x in "ab"]
    o = imagined.erratum()
    stated = {"variables": {}, "show": [["and", ["=", *sides], [">", *sides]]]}
    page = render([replace(o, proof=replace(o.proof, stated=stated))])
    assert page.count('<div class="row"') == 2


def test_claims_stand_in_the_order_they_were_given(page: str, outcomes: Any):
    places = [page.index(f'<article class="card" id="{o.id}"') for o in outcomes]
    assert places == sorted(places)


def test_what_is_read_is_typeset_from_the_certificate(page: str, outcomes: Any):
    text = unescape(page)
    for outcome in outcomes:
        for theorem in (outcome.proof.certificate or {}).get("theorems", []):
            for part in ("assume", "show"):
                for formula in theorem[part]:
                    assert tex(formula, theorem["variables"]) in text


def test_a_changed_certificate_changes_the_page(imagined: Any):
    outcome = imagined.stability()
    changed = json.loads(
        json.dumps(outcome.proof.certificate).replace('["+", 1, "alpha"]', '["+", 2, "alpha"]')
    )
    assert changed != outcome.proof.certificate
    assert "1 - (2 + \\alpha" in unescape(
        render([replace(outcome, proof=replace(outcome.proof, certificate=changed))])
    )


def test_the_reason_stands_with_its_line_and_every_step_is_folded_away(page: str):
    assert "Jury’s criterion in degree two" in page and "Every step the checker saw (4)" in page


def test_the_certificate_that_is_handed_out_has_the_hash_that_is_shown(page: str, outcomes: Any):
    links = re.findall(r'download="([^"]+)\.json" href="data:application/json;base64,([^"]+)"', page)
    assert [name for name, _ in links] == [o.id for o in outcomes if o.proof.certificate]
    for name, encoded in links:
        data = base64.b64decode(encoded)
        assert json.loads(data) == next(o.proof.certificate for o in outcomes if o.id == name)
        assert hashlib.sha256(data).hexdigest() in page


def test_bytes_that_are_not_those_the_checker_accepted_are_said_not_to_be(imagined: Any, page: str):
    outcome = imagined.stability()
    other = replace(outcome, proof=replace(outcome.proof, certificate_sha256="0" * 64))
    assert "The checker accepted other bytes" in render([other]) and "other bytes" not in page


def test_an_erratum_stands_beside_its_correction_both_ways(page: str):
    printed, corrected = page.split('id="glorot-as-printed"')[1].split('id="glorot-normalised"')
    assert (
        'href="#glorot-normalised"' in printed
        and "REFUTED, as expected" in printed
        and "the left side is <strong>6</strong> and the right side <strong>1</strong>" in printed
    )
    assert 'href="#glorot-as-printed"' in corrected and "The notes print it otherwise" in corrected


def test_an_erratum_without_its_correction_in_the_report_still_names_it(imagined: Any):
    assert "not in this report" in render([imagined.erratum()])


def test_strangers_words_are_shown_and_not_run(imagined: Any):
    bad = "<script>alert(1)</script>$<img src=x onerror=alert(1)>$"
    page = render(
        [replace(imagined.cited(), title=bad, statement=bad, source=bad, notes=(bad,), section=bad)]
    )
    tags = [tag for tag, _ in Elements(page).found]
    assert tags.count("script") == 2 and "img" not in tags


def test_a_term_that_cannot_be_typeset_is_shown_raw(imagined: Any):
    outcome = imagined.stability()
    odd = replace(outcome, proof=replace(outcome.proof, side_conditions=(["mystery", "<b>"],)))
    assert "<code>[&#34;mystery&#34;, &#34;&lt;b&gt;&#34;]</code>" in render([odd])


def test_dollars_make_formulas_and_an_odd_one_stays_a_dollar():
    assert prose("a $x<y$ b") == 'a <span class="tex" data-tex="x&lt;y">x&lt;y</span> b'
    assert prose("a $$x$$ b") == prose("a $x$ b") and prose("costs 5 $") == "costs 5 $"
    assert prose(r"\$5 and $x$") == '$5 and <span class="tex" data-tex="x">x</span>'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.8, "3.8"),
        (-2.0, "−2"),
        (1.5e-9, "1.5 × 10⁻⁹"),
        (float("nan"), "not finite"),
        (6.05e7, "6.05 × 10⁷"),
    ],
)
def test_numbers_are_written_for_readers(value: float, text: str):
    assert number(value) == text


def test_a_figure_says_in_words_what_it_shows(elements: Any):
    figures = [attributes for tag, attributes in elements if tag == "svg"]
    assert (
        len(figures) == 1
        and figures[0]["role"] == "img"
        and "Growth of the iterates" in str(figures[0]["aria-label"])
    )
