"""What runs of heavy ball along one curvature do, whatever the sign of the momentum."""

from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.contraction import contraction, observed_matrix
from qedescent.numeric.measure.stable_step import largest_stable_step
from qedescent.numeric.optimizers import Momentum


def heavy_ball(step_size, momentum):
    """The running optimizer; the momentum is a schedule, because a negative number is refused."""
    return Momentum(step_size, lambda k: momentum)


def longest(momentum, curvature):
    """The step size up to which runs stay bounded, by bisection."""
    return largest_stable_step(lambda e: heavy_ball(e, momentum), curvature, steps=3000, resolution=2e-3)


def growth(step_size, momentum, curvature):
    """The factor by which the error shrinks or grows in a step, over many steps."""
    return contraction(heavy_ball(step_size, momentum), curvature, steps=2**26)


def beyond(momentum):
    """The same for a step a little longer than the claim's bound."""
    return growth(2 * (1 + momentum) + 0.01, momentum, 1)


def spread_of_roots(step_size, momentum, curvature):
    """tr² − 4 det of the matrix of one step, which is the discriminant of its characteristic polynomial."""
    matrix = observed_matrix(heavy_ball(step_size, momentum), curvature)
    trace, rest = matrix.trace(), matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]
    return exactly(trace**2 - 4 * rest)
