"""The random checks of a report fit its budget, and with --error-rates: whole reports are green whatever the seed, and every
verdict has the room that was planned for it."""

from collections import defaultdict
from statistics import mean

import pytest
from scipy import stats

from qedescent.numeric.evidence import CHECKS_A_CLAIM, CLAIMS, ERROR, FAMILY_ERROR, LEVEL
from qedescent.proofs.chapter.contents import CONTENTS
from qedescent.proofs.claim import load
from qedescent.proofs.experiment import random_checks, run
from qedescent.proofs.outcome import Agreement

SEEDS = range(100, 110)
CAUGHT = 0.99  # of the rivals at the stated distance, at the least


def test_the_error_of_a_report_is_shared_among_its_checks():
    assert CLAIMS * CHECKS_A_CLAIM * ERROR == pytest.approx(FAMILY_ERROR) and LEVEL == 1 - ERROR


def test_the_chapter_makes_no_more_random_checks_than_its_budget_has():
    claims = [load(entry) for entry in CONTENTS]
    assert 200 < sum(random_checks(c.experiments) for c in claims) <= min(len(claims), CLAIMS) * CHECKS_A_CLAIM


def rooms(experiments, seed):
    """The room of every check that can fail for want of runs: of bands, and of rivals at the point where they are farthest."""
    measurement, rivals = run(experiments, seed)
    assert measurement.verdict == Agreement.AGREES, measurement.why
    assert all(r.rejected for r in rivals), [r.meaning for r in rivals if not r.rejected]
    for reading in measurement.readings:
        if isinstance(reading.predicted, tuple) and reading.room is not None:
            yield reading.quantity, reading.room
    for number, rival in enumerate(rivals):
        found = [x.room for x in rival.readings if not x.agrees and x.room is not None]
        if found:
            yield f"rival {number}: {rival.meaning}", max(found)


def test_reports_are_green_on_ten_seeds_and_every_verdict_has_room(request):
    if not request.config.getoption("--error-rates"):
        pytest.skip("ten reports take minutes: --error-rates")
    found = defaultdict(list)
    for entry in CONTENTS:
        experiments = tuple(e for e in load(entry).experiments if e.random)
        for seed in SEEDS if experiments else ():
            for check, room in rooms(experiments, seed):
                found[entry.id, check].append(room)
    planned = stats.norm.isf(1 - CAUGHT)
    assert len(found) > 80
    assert {check: mean(x) for check, x in found.items() if mean(x) < planned} == {}
