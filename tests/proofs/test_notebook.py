"""Answers show themselves in a notebook: well-formed HTML in which every word is escaped, and TeX of the terms themselves."""

from xml.etree import ElementTree

import pytest

from qedescent.proofs import assert_implements, book, describe, explain
from qedescent.proofs.notebook import assignments, table
from qedescent.proofs.questions import answer


def ahead(theta, g, b=0, *, lr, momentum):
    b = momentum * b + g
    return theta - lr * (g + momentum * b), b


def unreadable(theta, g, *, lr):
    return theta - float(lr) * g


ANSWERS = {
    "an equivalence": lambda: explain(ahead, book.nesterov),
    "a difference": lambda: explain(ahead, book.adagrad),
    "a description": lambda: describe(book.nesterov),
    "a probe": lambda: answer(unreadable, book.sgd),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_line_of_the_text_is_in_the_table(name):
    found = ANSWERS[name]()
    tree = ElementTree.fromstring(found._repr_html_())
    cells = ["".join(cell.itertext()) for cell in tree.iter() if cell.tag in ("td", "caption")]
    lines = str(found).splitlines()
    assert len(cells) == len(lines) and all(line.endswith(cell) for line, cell in zip(lines, cells, strict=True))


def test_a_judgment_alone_shows_itself():
    found = explain(ahead, book.nesterov).judgment
    assert "when α and ε are constant" in found._repr_html_() and "PROVED" in found._repr_html_()
    assert r"&= \theta + \alpha v" in found._repr_latex_()
    apart = explain(ahead, book.adagrad).judgment
    assert apart._repr_latex_().startswith(r"$$\begin{aligned}&") and r"\text{ in step 1}" in apart._repr_latex_()


def test_words_are_escaped():
    made = table("<b>", [("<script>", "a < b & c"), ("<script>", "again")])
    assert "<script>" not in made and "a &lt; b &amp; c" in made
    assert ElementTree.fromstring(made) is not None and made.count("&lt;script") == 1


def test_formulas_are_typeset_from_the_terms():
    found = explain(book.nesterov, book.nesterov)
    assert r"&g \text{ is taken at }" in found._repr_latex_()
    assert found._repr_latex_() == describe(book.nesterov)._repr_latex_() == assignments(found.reading)
    assert r"\theta &\leftarrow" in found._repr_latex_() and found._repr_latex_().count("$$") == 2


def test_what_an_assertion_returns_shows_itself_too():
    found = assert_implements(unreadable, book.sgd, level="consistent")
    assert "this is no proof" in found._repr_html_()
