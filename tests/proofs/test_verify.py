"""Whatever a claim does to its worker (loops, hoards, dies, raises), it is UNKNOWN with the reason and harms no other."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from types import ModuleType

import pytest

from qedescent.proofs import cli, experiment, verify, worker
from qedescent.proofs.chapter import contents
from qedescent.proofs.chapter.contents import Entry
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.prover import NotFound, TakenAsGiven
from qedescent.proofs.language.symbols import natural, real
from qedescent.proofs.outcome import Agreement, Contradiction, ProofOutcome, Verdict

x, y = real("x y")
k = natural("k")
square = ge(x**2, 0)
wrong = gt(x**2, x)


def proves(p):
    p.show(square, by=signs)


def loops(p):
    while True:
        pass


def loops_deaf_to_signals(p):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    loops(p)


def hoards(p):
    kept = []
    while True:
        kept.append(bytearray(1 << 25))


def crashes(p):
    os.kill(os.getpid(), signal.SIGSEGV)


def leaves(p):
    os._exit(3)


def exits_as_if_all_were_well(p):
    sys.exit(0)


def raises(p):
    raise RuntimeError("a defect")


def recurses(p):
    recurses(p)


def gives_up(p):
    raise NotFound("no idea")


def shows_nothing(p):
    pass


def leaves_a_thread_behind(p):
    threading.Thread(target=time.sleep, args=(600,)).start()
    proves(p)


@pytest.fixture
def chapter(monkeypatch):
    """A chapter of small claims, which a forked worker inherits."""
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method("fork", force=True)

    def of(**claims):
        entries = []
        for name, parts in claims.items():
            parts = parts if isinstance(parts, dict) else {"proof": parts}
            module = ModuleType(f"qedescent.proofs.chapter.made_up_{name}")
            module.__dict__.update({"ID": name, "claim": "words", "source": "here", "conclusion": square} | parts)
            monkeypatch.setitem(sys.modules, module.__name__, module)
            entries.append(Entry(name, name, "8.3.2", f"made_up_{name}"))
        for module in (contents, verify):
            monkeypatch.setattr(module, "CONTENTS", tuple(entries))

    yield of
    multiprocessing.set_start_method(before, force=True)


def verdicts(**options):
    return {o.id: (o.proof.verdict, o.proof.why) for o in verify.verify(**options)}


LOADED = experiment  # so that forked workers have it at once, and a time-out is the claim's own
PROVED = (Verdict.PROVED, "")


def test_claims_that_loop_are_ended_and_the_others_stand(chapter):
    chapter(before=proves, loops=loops, deaf=loops_deaf_to_signals, after=proves)
    late = (Verdict.UNKNOWN, "no answer within 4 s")
    assert verdicts(timeout=4) == {"before": PROVED, "loops": late, "deaf": late, "after": PROVED}


@pytest.mark.parametrize("by_the_system", [True, False], ids=["refused by the system", "noticed by the watch"])
def test_a_claim_that_hoards_memory_is_ended_and_the_others_stand(chapter, monkeypatch, by_the_system):
    import resource

    monkeypatch.setattr(worker, "MOST_MEMORY", 1 << 30)
    if not by_the_system:
        monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    elif sys.platform != "linux":
        pytest.skip("only Linux refuses data")
    chapter(before=proves, hoards=hoards, after=proves, last=proves)
    hoarded = (Verdict.UNKNOWN, "more than 1 GiB of memory")
    found = verdicts(jobs=1, timeout=30)
    assert found == {"before": PROVED, "hoards": hoarded, "after": PROVED, "last": PROVED}


@pytest.mark.parametrize(
    ("proof", "why"),
    [
        (crashes, "the worker died (exit code -11)"),
        (leaves, "the worker died (exit code 3)"),
        (exits_as_if_all_were_well, "SystemExit: 0"),
        (raises, "RuntimeError: a defect"),
        (recurses, "RecursionError"),
        (gives_up, "no certificate found: no idea"),
        (shows_nothing, "the checker refused: not established"),
    ],
)
def test_a_claim_that_fails_is_unknown_with_the_reason(chapter, proof, why):
    chapter(before=proves, fails=proof, after=proves)
    found = verdicts(jobs=1, timeout=30)
    verdict, reason = found.pop("fails")
    assert verdict == Verdict.UNKNOWN and reason.startswith(why)
    assert found == {"before": PROVED, "after": PROVED}


def test_a_measurement_that_fails_leaves_no_pass(chapter):
    chapter(measured={"proof": proves, "experiment": (object(),)})
    (outcome,) = verify.verify(jobs=1)
    assert (outcome.proof.verdict, outcome.measurement.verdict) == (Verdict.UNKNOWN, Agreement.FAILED)


def test_a_claim_that_cannot_be_loaded_is_unknown_by_its_name(chapter):
    chapter(nameless={"ID": "another", "proof": proves}, after=proves)
    verdict, why = verdicts()["nameless"]
    assert verdict == Verdict.UNKNOWN and "does not carry its id 'nameless'" in why


def test_a_claim_whose_outcome_cannot_be_sent_back_is_unknown(chapter):
    class Unsendable(str):
        def __reduce__(self):
            raise TypeError("stays here")

    chapter(stays={"source": Unsendable("here"), "proof": proves}, after=proves)
    found = verdicts(timeout=30)
    assert found["stays"] == (Verdict.UNKNOWN, "TypeError: stays here") and found["after"] == PROVED


def test_a_thread_left_behind_does_not_keep_the_program_from_ending(chapter):
    chapter(threaded=leaves_a_thread_behind, after=proves)
    assert verdicts(timeout=30) == {"threaded": PROVED, "after": PROVED}


def test_outcomes_come_in_the_chapters_order_as_they_are_done(chapter):
    chapter(one=proves, two=gives_up, three=proves)
    seen = []
    found = verify.verify(jobs=2, on_done=seen.append)
    assert [o.id for o in found] == [o.id for o in seen] == ["one", "two", "three"]


def test_only_the_claims_asked_for_are_checked(chapter):
    chapter(one=proves, two=loops, three=proves)
    assert list(verdicts(ids=["three", "one"])) == ["one", "three"]
    with pytest.raises(KeyError, match="four"):
        verify.verify(["four"])


def test_a_false_claim_is_refuted_with_both_sides(chapter):
    chapter(false={"conclusion": wrong, "proof": gives_up})
    (outcome,) = verify.verify()
    assert outcome.proof.verdict == Verdict.REFUTED
    assert outcome.proof.witness == {"x": "1", "left": "1", "right": "1"}


def test_hypotheses_of_every_kind_keep_a_counterexample_away(chapter):
    above, false = [gt(y, 1), eq(x, y)], {"conclusion": wrong, "proof": gives_up}
    axioms = [TakenAsGiven("above 1", "a definition", f) for f in above]
    chapter(
        given={**false, "given": above},
        needed={**false, "needs": above},
        taken={**false, "axioms": axioms},
        quantified={**false, "given": [forall(k, gt(x, k + 1))]},
    )
    assert {v for v, _ in verdicts(jobs=1).values()} == {Verdict.UNKNOWN}


@pytest.fixture
def contradiction(chapter, monkeypatch):
    """A claim that is refuted, in a world whose checker accepts everything."""
    monkeypatch.setattr(verify, "_certified", lambda claim: ProofOutcome(Verdict.PROVED))
    chapter(before=proves, both={"conclusion": wrong, "proof": proves}, after=loops)


def test_proved_and_refuted_stops_everything(contradiction):
    with pytest.raises(Contradiction, match="both is both PROVED and REFUTED"):
        verify.verify(timeout=60)


@pytest.mark.parametrize("command", [["verify"], ["verify", "--json"], ["show", "both"], ["report"]], ids=" ".join)
def test_proved_and_refuted_has_its_own_exit_code(contradiction, capsys, monkeypatch, tmp_path, command):
    monkeypatch.chdir(tmp_path)
    assert cli.run(command) == 70
    said = capsys.readouterr()
    assert said.out == "" and "contradiction, a defect of this software: both" in said.err
    assert list(tmp_path.rglob("*.html")) == []


def test_a_time_out_leaves_the_command_line_with_3(chapter, capsys):
    chapter(loops=loops)
    assert cli.run(["verify", "--timeout", "1"]) == 3
    assert cli.run(["show", "loops", "--timeout", "1"]) == 3
    assert "no answer within 1 s" in capsys.readouterr().out


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_workers_may_be_started_in_any_way_that_the_system_has(method):
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method(method, force=True)
    try:
        (outcome,) = verify.verify(["adagrad-as-printed"], timeout=60)
    finally:
        multiprocessing.set_start_method(before, force=True)
    assert outcome.proof.verdict == Verdict.REFUTED
