"""PyTorch's own steps on one tensor of all runs: the book's iterates where the rules agree; coupled runs are refused."""

import numpy as np
import pytest

from qedescent.numeric import ensemble
from qedescent.numeric.optimizers import SGD, Adam, Momentum
from qedescent.numeric.optimizers.from_torch import FromTorch, in_double_precision
from qedescent.numeric.optimizers.independence import Coupled, refuse_coupled
from qedescent.numeric.problems.box import BoxedQuadratic
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.quadratic import Quadratic
from qedescent.numeric.schedules import inverse, inverse_root

torch = pytest.importorskip("torch")


@pytest.fixture(autouse=True)
def doubles():
    with in_double_precision():
        yield


def points(problem, optimizer, **more):
    given = {"runs": 5000, "steps": 60, "seed": 2, "outputs": ("last", "uniform"), **more}
    return ensemble.run(problem, optimizer, **given).points


@pytest.mark.parametrize("problem", [NoisyQuadratic(), BoxedQuadratic(), Quadratic(np.diag([1.0, 10.0]))])
@pytest.mark.parametrize(
    "library, book",
    [
        (FromTorch(torch.optim.SGD, {"lr": inverse(0.1)}), SGD(inverse(0.1))),
        (FromTorch(torch.optim.SGD, {"lr": inverse_root(0.1), "momentum": 0.5}), None),
        (FromTorch(torch.optim.SGD, {"lr": 0.05, "momentum": 0.5}), Momentum(0.05, 0.5)),
        (FromTorch(torch.optim.Adam, {"lr": inverse_root(0.1)}), Adam(inverse_root(0.1))),
    ],
)
def test_its_step_makes_the_book_s_iterates_where_the_rules_agree(library, book, problem):
    if book is None:  # the rate stands outside PyTorch's velocity: with steps that change it is another rule
        assert not np.allclose(points(problem, library)["last"], points(problem, Momentum(inverse_root(0.1), 0.5))["last"])
        return
    for rule, found in points(problem, library).items():
        np.testing.assert_allclose(found, points(problem, book)[rule], rtol=1e-9, atol=1e-12)


def test_threads_change_no_bit():
    library = FromTorch(torch.optim.Adam, {"lr": 0.01})
    one, two = (points(NoisyQuadratic(), library, threads=n)["last"] for n in (1, 2))
    assert np.array_equal(one, two)


class Replacing(torch.optim.Optimizer):
    """Puts a new tensor in place of the old one."""

    def __init__(self, params, lr):
        super().__init__(params, {"lr": lr})

    def step(self):  # pyright: ignore
        for group in self.param_groups:
            for p in group["params"]:
                p.data = p.data - group["lr"] * p.grad


def test_a_parameter_that_is_replaced_is_still_followed():
    found = points(BoxedQuadratic(), FromTorch(Replacing, {"lr": inverse(1.0)}))
    np.testing.assert_allclose(found["last"], points(BoxedQuadratic(), SGD(inverse(1.0)))["last"], rtol=1e-12, atol=1e-15)


class ClippedByTheNorm(Replacing):
    def step(self):  # pyright: ignore
        torch.nn.utils.clip_grad_norm_(self.param_groups[0]["params"], 1.0)
        super().step()


@pytest.mark.parametrize("make", [ClippedByTheNorm, torch.optim.Adafactor])
def test_an_operation_on_the_whole_tensor_couples_the_runs_and_is_refused(make):
    with pytest.raises(Coupled, match="another run"):
        refuse_coupled(FromTorch(make, {"lr": 0.1}))


@pytest.mark.parametrize("name", ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "NAdam", "RAdam", "Adamax", "Rprop"])
def test_rules_that_work_number_by_number_pass(name):
    refuse_coupled(FromTorch(getattr(torch.optim, name), {"lr": 0.1}), (2,))


def test_a_step_that_wants_a_closure_is_refused():
    with pytest.raises(ValueError, match="closure"):
        points(NoisyQuadratic(), FromTorch(torch.optim.LBFGS, {"lr": 0.1}))


def test_strange_hyperparameters_and_schedules_that_reach_nothing_are_refused():
    with pytest.raises(TypeError, match="beta"):
        FromTorch(torch.optim.SGD, {"lr": 0.1, "beta": 1})

    class Deaf(Replacing):
        def __init__(self, params, lr, speed=1.0):
            super().__init__(params, lr)

    with pytest.raises(ValueError, match="speed cannot follow a schedule"):
        FromTorch(Deaf, {"lr": 0.1, "speed": inverse(1.0)})


def test_the_default_precision_of_the_caller_comes_back():
    torch.set_default_dtype(torch.float32)
    with in_double_precision():
        assert torch.get_default_dtype() == torch.float64
    assert torch.get_default_dtype() == torch.float32
