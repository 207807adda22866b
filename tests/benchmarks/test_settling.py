"""How long it takes to settle an exponent: the rate 1/√K of the hard pair, K = 64 to 65,536, to a margin of 0.02.

The level is that of a report's checks, the power 99 %. The runs come from the power function; the sequential test looks at a
quarter, a half and all of them.
"""

from functools import partial
from itertools import count

import numpy as np
import pytest

from qedescent.numeric.evidence import Separation, settle, slope
from qedescent.numeric.evidence.power import runs_for_margin, spread_of_slope
from qedescent.numeric.evidence.sequential import around, doubling
from qedescent.numeric.measure.hard_pair import HORIZONS, MARGIN, by_horizon

HARDNESS = 0.75179  # √K d/σ of the hardest pair, see sgd-convex-lower-sqrt
RUNS = 2 * (runs_for_margin(0.9 * MARGIN, spread_of_slope(HORIZONS, 0.5), power=0.99) // 2 + 1)  # half of them on either sign
FEW = HORIZONS[:4]
SEEDS = count(1)  # a new one for every draw, because a measurement that was made is remembered


def on_the_hard_pairs(look, runs):
    return by_horizon(HARDNESS, HORIZONS, runs, next(SEEDS))


def on_one_pair(look, runs):
    """The pair that is hard for the first horizon, at all of them: its exponent is near -1."""
    return np.concatenate([by_horizon(HARDNESS * (K / FEW[0]) ** 0.5, (K,), runs, next(SEEDS)) for K in FEW])


def settled(draw, horizons, looks):
    """The exponent -1/2 against all that lies off the margin."""
    return settle(draw, partial(slope, checkpoints=horizons), *around(-0.5, MARGIN), looks=looks)


@pytest.mark.parametrize("looks", [(RUNS,), doubling(RUNS // 8 * 2, RUNS)], ids=["planned", "sequential"])
def test_the_exponent_of_the_hard_pair(benchmark, looks):
    found = benchmark.pedantic(settled, (on_the_hard_pairs, HORIZONS, looks), rounds=5)
    benchmark.extra_info.update(runs=found.estimate.runs, exponent=found.estimate.value)
    assert found.separation in (Separation.CLAIM, Separation.OPEN)  # open once in a hundred rounds


def test_one_pair_for_all_horizons_is_told_from_it_at_the_first_look(benchmark):
    found = benchmark.pedantic(settled, (on_one_pair, FEW, doubling(RUNS // 8 * 2, RUNS)), rounds=5)
    assert found.separation == Separation.RIVAL and found.looks == 1
