"""Every law of noise is the law that it names, drawn without regard to how many rows are asked for at once."""

import numpy as np
import pytest
from numpy.random import SFC64, Generator
from scipy import stats

from qedescent.numeric.noise.draw import filled
from qedescent.numeric.noise.laws import Gaussian, Rademacher, Student, Uniform, student_of_variance

STUDENT = student_of_variance(10, 4.0)
FOURTH = {Gaussian(2.0): 3.0, Rademacher(2.0): 1.0, Uniform(2.0): 1.8, STUDENT: 4.0}  # E x⁴ over (E x²)²
CONTINUOUS = {
    Gaussian(2.0): stats.norm(0, 2),
    Uniform(2.0): stats.uniform(-2 * 3**0.5, 4 * 3**0.5),
    STUDENT: stats.t(10, scale=(4 * 0.8) ** 0.5),
    Student(1.0): stats.cauchy(),
}
ALL = [*FOURTH, Student(1.0)]
SHAPES = [(3,), (64,), (2, 32), (2, 65)]


def drawn(law, shape=(200,), steps=2000, seed=0, at_once=None):
    draw = filled(law.fill, Generator(SFC64(seed)), np.empty(shape))
    return np.concatenate([draw(at_once or steps).copy() for _ in range(steps // (at_once or steps))])


def errors_of_mean(samples, value):
    """How many standard errors the mean is away from the value."""
    return abs(samples.mean() - value) / (samples.std() / samples.size**0.5 + 1e-12)


def moments_agree(samples, variance, fourth):
    powers = ((samples, 0.0), (samples**2, variance), (samples**4, fourth * variance**2))
    return all(errors_of_mean(x, value) < 5 for x, value in powers)


@pytest.mark.parametrize("law", FOURTH, ids=repr)
def test_mean_variance_and_fourth_moment_are_those_of_the_law(law):
    assert moments_agree(drawn(law), 4.0, FOURTH[law])


@pytest.mark.parametrize("law", FOURTH, ids=repr)
def test_a_variance_or_fourth_moment_that_is_five_in_a_hundred_off_is_noticed(law):
    samples = drawn(law)
    assert not moments_agree(samples + 0.05, 4.0, FOURTH[law])
    assert not moments_agree(samples, 4.2, FOURTH[law]) and not moments_agree(samples, 4.0, 1.05 * FOURTH[law])


@pytest.mark.parametrize("law", CONTINUOUS, ids=repr)
def test_samples_have_the_distribution_and_no_other(law):
    samples = drawn(law).ravel()
    likely = {other: stats.kstest(samples, CONTINUOUS[other].cdf).pvalue > 1e-6 for other in CONTINUOUS}
    assert likely == {other: other == law for other in CONTINUOUS}


@pytest.mark.parametrize("freedom", [1.0, 2.5, 4.0])
def test_students_tail_falls_with_the_power_that_it_names(freedom):
    """Counts beyond the points that one sample in 100 and one in 10,000 exceed, in 800,000 samples."""
    samples = np.abs(drawn(Student(freedom, 3.0), steps=4000))
    for share in (1e-2, 1e-4):
        beyond = int(np.count_nonzero(samples > 3 * stats.t(freedom).isf(share / 2)))
        assert stats.binomtest(beyond, samples.size, share).pvalue > 1e-6
        thinner = int(np.count_nonzero(samples > 3 * stats.t(freedom + 1).isf(share / 2)))
        assert stats.binomtest(thinner, samples.size, share).pvalue < 1e-6


def test_rademacher_noise_has_two_values_and_its_bits_are_read_from_the_lowest():
    assert set(drawn(Rademacher(0.5)).ravel()) == {-0.5, 0.5}

    class Words:
        def integers(self, *_, size, **__):
            return np.full(size, 0b1101, np.uint64)

    for shape in ((64,), (5,)):
        row = filled(Rademacher().fill, Words(), np.empty(shape))(1)[0]  # pyright: ignore[reportArgumentType]
        assert row[:5].tolist() == [1, -1, 1, 1, -1]


def correlated(rows):
    """Whether a pair of columns, or a column with itself a row later, goes together more than by chance."""
    units = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    between = units.T @ units / len(units) ** 0.5
    later = units[1:].T @ units[:-1] / len(units) ** 0.5
    return max(np.abs(between - np.diag(np.diag(between))).max(), np.abs(later).max()) > 6


@pytest.mark.parametrize("law", FOURTH, ids=repr)
def test_runs_and_steps_are_independent(law):
    rows = drawn(law, shape=(128,), steps=8000)
    assert not correlated(rows)
    rows[:, 1] += 0.1 * rows[:, 0]
    assert correlated(rows)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("law", ALL, ids=repr)
def test_how_many_rows_are_drawn_at_once_changes_no_bit(law, shape):
    one, many = (drawn(law, shape, steps=24, at_once=n) for n in (1, 8))
    assert np.array_equal(one, many) and len(np.unique(np.sign(one))) == 2


@pytest.mark.parametrize("law", ALL, ids=repr)
def test_the_buffer_is_used_again(law):
    draw = filled(law.fill, Generator(SFC64(0)), np.empty(8))
    assert np.shares_memory(draw(4), draw(3)) and draw(2).shape == (2, 8)


@pytest.mark.parametrize("law", [Gaussian, Rademacher, Uniform, lambda s: Student(3.0, s)])
@pytest.mark.parametrize("scale", [-1.0, np.nan, np.inf])
def test_a_scale_is_a_finite_number_of_at_least_zero(law, scale):
    with pytest.raises(ValueError):
        law(scale)


def test_a_scale_of_zero_is_no_noise():
    assert not any(drawn(law, steps=8).any() for law in (Gaussian(0.0), Rademacher(0.0), Uniform(0.0), Student(3.0, 0.0)))


@pytest.mark.parametrize("freedom", [2.0, 1.0, -3.0, np.nan])
def test_students_law_with_two_degrees_of_freedom_or_fewer_has_no_variance_to_be_given(freedom):
    with pytest.raises(ValueError, match="no variance"):
        student_of_variance(freedom, 1.0)
    with pytest.raises(ValueError):
        Student(-freedom if freedom > 0 else freedom)
