"""Estimates with intervals whose error rate is known, and tests that can say no."""

from qedescent.numeric.evidence.bootstrap import bootstrap_interval
from qedescent.numeric.evidence.budget import CHECKS_A_CLAIM, CLAIMS, ERROR, FAMILY_ERROR, LEVEL
from qedescent.numeric.evidence.estimate import Band, Estimate, equivalent, exactly, inside, outside
from qedescent.numeric.evidence.exact import (
    bounded_mean_interval,
    proportion_interval,
    second_moment_interval,
    variance_interval,
)
from qedescent.numeric.evidence.means import (
    mean_interval,
    paired_difference,
    paired_ratio,
    scaled_constants,
    statistic_interval,
)
from qedescent.numeric.evidence.sequential import Separation, Settled, settle
from qedescent.numeric.evidence.slopes import log_detector, slope

__all__ = [
    "CHECKS_A_CLAIM", "CLAIMS", "ERROR", "FAMILY_ERROR", "LEVEL", "Band", "Estimate", "Separation", "Settled",
    "bootstrap_interval", "bounded_mean_interval", "equivalent", "exactly", "inside", "log_detector", "mean_interval", "outside",
    "paired_difference", "paired_ratio", "proportion_interval", "scaled_constants", "second_moment_interval", "settle", "slope",
    "statistic_interval", "variance_interval",
]  # fmt: skip
