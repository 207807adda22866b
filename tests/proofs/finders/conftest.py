"""How every finder is tried: what it finds must be accepted by a fresh checker, what it does not find leaves nothing."""

import pytest

from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.language.formulas import formula
from qedescent.proofs.language.prover import NotFound, Prover


@pytest.fixture
def found():
    """found(given, goal, reason): the reason shows the goal, and the checker agrees."""

    def shown(given, goal, by):
        p = Prover(given, mentions=[goal])
        p.show(goal, by)
        answer = checked(certificate_bytes(p.certificate("id", "title", [formula(goal)])))
        assert answer["verdict"] == "PROVED", answer["why"]
        return p

    return shown


@pytest.fixture
def not_found():
    """not_found(given, goal, reason): the reason says so, in words, and leaves no trace."""

    def tried(given, goal, by):
        p = Prover(given, mentions=[goal])
        before = len(p.facts)
        with pytest.raises(NotFound) as why:
            p.show(goal, by)
        assert p.steps == [] and len(p.facts) == before and str(why.value)
        return str(why.value)

    return tried
