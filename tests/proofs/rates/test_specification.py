"""What a user writes for problems, schedules, outputs and noise is data: read as numbers, or refused with its reason."""

import pytest

from qedescent.numeric.schedules import at
from qedescent.proofs.rates.noises import law
from qedescent.proofs.rates.outputs import output
from qedescent.proofs.rates.problems import problem
from qedescent.proofs.rates.schedules import schedule
from qedescent.proofs.rates.specification import specification


def test_names_and_numbers_are_read():
    found = specification("quadratic:curvatures=1;10,noise=0.5")
    assert (found.name, found.numbers) == ("quadratic", {"curvatures": (1.0, 10.0), "noise": (0.5,)})
    assert specification("box").numbers == {}


@pytest.mark.parametrize(
    "text, words",
    [
        ("quadratic:noise", "is not key=number"),
        ("quadratic:noise=", "must be a number"),
        ("quadratic:noise=1,noise=2", "given twice"),
        ("quadratic:noise=1;2", "noise of quadratic is one number"),
        ("quadratic:noise=__import__('os').system('false')", "must be a number"),
        ("quadratic:nose=1", "has no nose; it takes curvatures, noise"),
        ("quadratik", "did you mean quadratic"),
        ("", "unknown problem"),
        ("quadratic:noise=nan", "noise must be"),
        ("quadratic:noise=-1", "noise must be"),
        ("quadratic:curvatures=0", "a curvature must be"),
        ("quadratic:curvatures=1;inf", "a curvature must be"),
        ("quadratic:start=2,radius=1", "start 2 lies farther than 1"),
        ("quadratic:centre=nan", "centre must be a finite number"),
        ("quadratic:radius=0", "radius must be above 0"),
        ("quadratic:curvatures=1;2,radius=3", "for one curvature"),
        ("sharp:left=0", "left must be"),
        ("sharp:start=inf", "start must be"),
        ("box:start=2", r"must lie in \[0, 1\]"),
        ("linear-pair:radius=inf", "radius must be"),
        ("linear-pair:hardness=0", "hardness must be"),
    ],
)
def test_what_makes_no_problem_is_refused(text, words):
    with pytest.raises(ValueError, match=words):
        problem(text)


@pytest.mark.parametrize(
    "text, K, expected",
    [
        ("0.1", 9, [0.1, 0.1, 0.1, 0.1]),
        ("2/k", 9, [2, 1, 2 / 3, 0.5]),
        ("2/sqrt-k", 9, [2, 2**0.5, 2 / 3**0.5, 1]),
        ("2/sqrt(k)", 9, [2, 2**0.5, 2 / 3**0.5, 1]),
        ("2/√K", 16, [0.5, 0.5, 0.5, 0.5]),
        ("inverse:c=2", 9, [2, 1, 2 / 3, 0.5]),
        ("strongly-convex:mu=0.5", 9, [2, 4 / 3, 1, 0.8]),
        ("step-decay:c=1,factor=0.1,every=2", 9, [1, 1, 0.1, 0.1]),
        ("linear-decay:c=1,last=0.2", 4, [0.8, 0.6, 0.4, 0.2]),
    ],
)
def test_schedules_have_these_first_values(text, K, expected):
    assert [at(schedule(text).at(K), k) for k in (1, 2, 3, 4)] == pytest.approx(expected)


NO_SCHEDULES = ("nan", "inf", "0", "-1/k", "nan/sqrt-k", "1/k^2", "1/q", "k", "inverse:d=1", "constant:c=1;2", "lambda k: 1/k",
                "step-decay:factor=2", "linear-decay:last=-1", "strongly-convex:mu=0")  # fmt: skip


@pytest.mark.parametrize("text", NO_SCHEDULES)
def test_what_makes_no_schedule_is_refused(text):
    with pytest.raises(ValueError):
        schedule(text)


def test_schedules_are_shown_as_formulas():
    texts = ("0.1", "2/k", "2/sqrt-k", "2/sqrt-K", "strongly-convex:mu=3", "strongly-convex:mu=1")
    assert [str(schedule(text)) for text in texts] == ["0.1", "2/k", "2/√k", "2/√K", "2/(3 (k + 1))", "2/(k + 1)"]


def test_outputs_have_synonyms_and_numbers():
    assert [output(x) for x in ("last", "average", "half", "suffix:0.25")] == ["last", "uniform", "suffix:0.5", "suffix:0.25"]


@pytest.mark.parametrize("text", ["first", "suffix:2", "suffix", "suffix:1e999999999", "suffix:1/3", "", "exponential:1"])
def test_what_makes_no_output_is_refused(text):
    with pytest.raises(ValueError):
        output(text)


def test_noise_has_variance_one_or_is_the_problem_s_own():
    import numpy as np

    assert law("gaussian") is None
    for text in ("rademacher", "uniform", "student:9"):
        rows, found = np.empty((1, 200_000)), law(text)
        assert found
        found.fill(np.random.Generator(np.random.SFC64(0)), rows)
        assert abs(rows.var() - 1) < 0.03 and abs(rows.mean()) < 0.02


@pytest.mark.parametrize("text", ["gauss", "student", "student:2", "student:nan", "student:x", "uniform:3"])
def test_what_makes_no_noise_is_refused(text):
    with pytest.raises(ValueError):
        law(text)


def test_other_noise_is_for_problems_that_take_it():
    assert not problem("quadratic", law("rademacher")).facts(1).gaussian
    with pytest.raises(ValueError, match="noise of sharp is part of the problem"):
        problem("sharp", law("rademacher"))
