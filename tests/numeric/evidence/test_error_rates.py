"""Every test errs as often as it says: measured on data sets made under its claim and under its nearest rival.

With --error-rates on 1,000 data sets of either kind, which numeric/ERROR_RATES.md shows; ordinarily on 200.
"""

from dataclasses import replace

import pytest
from error_rates import LEVELS, by, student, trials

from qedescent.numeric.evidence import mean_interval

TRIALS = {t.name: t for t in trials()}
MEAN = TRIALS["mean of squares (a scaled constant): 1, not 1.2"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", TRIALS)
def test_false_alarms_and_missed_rivals_are_as_rare_as_it_says(name, level, data_sets):
    if "resamples" in name and data_sets < 1000:
        pytest.skip("resampling takes minutes: --error-rates")
    assert TRIALS[name].errors(level, data_sets).hold


@pytest.mark.parametrize("wrong", [
    replace(MEAN, excludes=by(lambda x, level: mean_interval(x, level=level - 0.05))),
    replace(MEAN, excludes=by(lambda x, level: mean_interval(x, level=1 - (1 - level) / 50))),
    replace(MEAN, runs=lambda level: MEAN.runs(level) // 2),
    replace(MEAN, excludes=by(student), runs=lambda level: 30),
], ids=["too narrow", "too wide", "too few runs", "Student's interval for skewed samples"])  # fmt: skip
def test_an_interval_or_a_plan_that_is_wrong_is_noticed(wrong):
    assert not wrong.errors(0.95, 1000).hold
