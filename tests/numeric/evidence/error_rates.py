"""Every test of the evidence, tried on data sets on which its claim is true and on data sets on which its nearest rival is.

`python error_rates.py 1000` measures them on so many data sets of each kind and prints the tables of numeric/ERROR_RATES.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

import data_sets as made
from scipy import stats

from qedescent.numeric import evidence
from qedescent.numeric.evidence import power as planned
from qedescent.numeric.evidence.sequential import Separation, doubling, settle
from qedescent.numeric.evidence.slopes import slope_of_logs

POWER, LEVELS = 0.99, (0.95, 0.99)
SURE = 1e-5  # of a false alarm about a false alarm


@dataclass(frozen=True)
class Errors:
    """What a test did on the data sets, and whether such counts are what its probabilities give."""

    runs: int
    alarms: int
    caught: int
    hold: bool


@dataclass(frozen=True)
class Trial:
    """A test: `samples(rng, value, runs)` makes a data set of which the measured quantity has this value, `excludes(samples,
    claim, level)` is the test's no to the claim, and `runs(level)` is planned so that it says no to the rival with
    probability POWER. A `bounded` test raises fewer false alarms than its level allows."""

    name: str
    samples: Callable[..., Any]
    excludes: Callable[[Any, float, float], bool]
    claim: float
    rival: float
    runs: Callable[[float], int]
    bounded: bool = False
    stops: bool = False

    def errors(self, level: float, sets: int) -> Errors:
        """Measured on so many data sets made for the claim, and as many made for the rival."""
        runs, law = self.runs(level), stats.binom(sets, 1 - level)
        alarms, caught = (self._noes(value, level, runs, seed, sets) for seed, value in enumerate((self.claim, self.rival)))
        least = stats.binom.ppf(SURE, sets, self.power(level))
        hold = (self.bounded or law.ppf(SURE) <= alarms) and alarms <= law.isf(SURE) and caught >= least
        return Errors(runs, alarms, caught, bool(hold))

    def power(self, level: float) -> float:
        """The probability of catching the rival: one that stops may be misled early, as seldom as its level says."""
        return POWER - (1 - level if self.stops else 0)

    def _noes(self, value: float, level: float, runs: int, seed: int, sets: int) -> int:
        streams = made.streams((crc32(self.name.encode()), seed), sets)
        return sum(self.excludes(self.samples(rng, value, runs), self.claim, level) for rng in streams)


def by(interval: Callable[..., Any]) -> Callable[[Any, float, float], bool]:
    """The test that says no to a claim off the interval."""
    return lambda samples, claim, level: evidence.outside(interval(samples, level=level), (claim, claim))


def of_means(distance: float, spread: float) -> Callable[[float], int]:
    return lambda level: planned.runs_for_mean(distance, spread, level=level, power=POWER)


def successes(samples: Any, level: float) -> Any:
    return evidence.proportion_interval(int(samples.sum()), len(samples), level)


def between_ends(samples: Any, level: float) -> Any:
    return evidence.bounded_mean_interval(samples, 0.0, 1.0, level=level)


def within_a_tenth(samples: Any, claim: float, level: float) -> bool:
    """The equivalence test says no to the claim that the mean is as far from 1 as the margin."""
    return evidence.equivalent(evidence.mean_interval(samples, level=level), 1.0, 0.1)


def student(samples: Any, level: float) -> Any:
    """What the evidence does not use, because it errs: Student's interval for a mean of any law."""
    low, high = stats.t.interval(level, len(samples) - 1, samples.mean(), stats.sem(samples))
    return evidence.Estimate(float(samples.mean()), float(low), float(high))


def at_the_last_look(level: float) -> int:
    """The sequential test looks four times, so that its last look has the runs for a quarter of the error."""
    return planned.runs_for_mean(0.2, 1.2 * 2**0.5, level=1 - (1 - level) / 4, power=POWER)


def stops(source: Any, claim: float, level: float) -> bool:
    most, rival = at_the_last_look(level), (1.2 * claim, 1.2 * claim)
    looks = doubling(-(-most // 8), most)
    found = settle(source, evidence.mean_interval, (claim, claim), rival, looks=looks, level=level)
    return found.separation in (Separation.RIVAL, Separation.NEITHER)


def trials() -> tuple[Trial, ...]:
    """The tests with their claims and nearest rivals."""
    variance = lambda level: planned.runs_for_variance(1 / 1.2, level=level, power=POWER)  # noqa: E731
    chance = lambda level: planned.runs_for_proportion(0.36, 0.3, level=level, power=POWER)  # noqa: E731
    mean, exponent = of_means(0.2, 1.2 * 2**0.5), of_means(0.1, made.spread_of_exponent(-0.9))
    logarithm, difference = of_means(0.1, made.spread_of_logarithm(0.1)), of_means(0.1, made.spread_of_difference(0.1))
    resampled = partial(evidence.bootstrap_interval, slope_of_logs(made.MARKS), resamples=2000)
    return (
        Trial("variance of Gaussians, chi-square: 1, not 1.2", made.gaussians, by(evidence.variance_interval), 1, 1.2, variance),
        Trial("second moment of Gaussians, chi-square: 1, not 1.2", made.gaussians, by(evidence.second_moment_interval), 1, 1.2,
              variance),
        Trial("probability, Clopper and Pearson: 0.3, not 0.36", made.ends, by(successes), 0.3, 0.36, chance, bounded=True),
        Trial("mean between bounds, Bernstein: 0.3, not 0.36", made.ends, by(between_ends), 0.3, 0.36,
              lambda level: 2 * chance(level), bounded=True),
        Trial("mean of squares (a scaled constant): 1, not 1.2", made.squares, by(evidence.mean_interval), 1, 1.2, mean),
        Trial("equivalence, margin 10 %: off by the margin, not on target", made.squares, within_a_tenth, 1.1, 1,
              lambda level: planned.runs_for_margin(0.1, 2**0.5, level=level, power=POWER), bounded=True),
        Trial("exponent over whole runs: -1, not -0.9", made.walks,
              by(lambda x, level: evidence.slope(x, made.MARKS, level)), -1, -0.9, exponent),
        Trial("the same by 2,000 resamples", made.walks, by(resampled), -1, -0.9, exponent),
        Trial("log detector over whole runs: none, not 0.1 ln k", made.rising_walks,
              by(lambda x, level: evidence.log_detector(x, made.MARKS, 1.0, level)), 0, 0.1, logarithm),
        Trial("difference, runs paired by common noise: 0, not 0.1", made.pairs,
              by(lambda x, level: evidence.paired_difference(*x, level=level)), 0, 0.1, difference),
        Trial("ratio, runs paired by common noise: 1, not 1.1", made.pairs,
              lambda x, claim, level: evidence.outside(evidence.paired_ratio(*x, level=level), (1 + claim, 1 + claim)), 0, 0.1,
              difference),
        Trial("sequential, four looks: 1, not 1.2", made.growing_squares, stops, 1, 1.2, at_the_last_look, bounded=True,
              stops=True),
    )  # fmt: skip


def table(sets: int) -> Iterator[str]:
    """A row of Markdown for every test and level."""
    yield from ("| test: claim, nearest rival | level | runs | false alarms | rivals caught |", "|---|---|---|---|---|")
    for trial in trials():
        for level in LEVELS:
            e = trial.errors(level, sets)
            yield f"| {trial.name} | {level:g} | {e.runs:,} | {e.alarms} | {e.caught}{'' if e.hold else ' **off**'} |"


if __name__ == "__main__":
    for row in table(int(sys.argv[1])):
        print(row, flush=True)
