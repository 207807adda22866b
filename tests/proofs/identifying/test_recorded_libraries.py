"""Runs of the real libraries, in their own precision: what is recorded names the rule, and what it cannot tell."""


import numpy as np
import pytest

from qedescent.proofs.identifying.identify import identify
from qedescent.proofs.identifying.trace import trace

START, CURVATURES = np.array([1.0, -2.0, 0.5]), np.array([1.0, 0.1, 3.0])
RATES = (0.1, 0.05, 0.2, 0.1, 0.02) * 4
OUTSIDE, FOLDED = "momentum, rate outside the velocity", "Adam, correction folded into the rate"


def in_torch(torch, make, rates, scale=1.0, dtype="float64"):
    p = torch.nn.Parameter(torch.tensor(START, dtype=getattr(torch, dtype)))
    optimizer = make([p])

    def step(rate, g):
        optimizer.param_groups[0]["lr"] = rate
        p.grad = torch.tensor(g, dtype=p.dtype)
        optimizer.step()

    return recorded(lambda: p.detach().numpy().copy(), step, rates, scale)


def in_keras(keras, make, rates, scale=1.0):
    """In single precision, which is JAX's own."""
    variable, optimizer = keras.Variable(START, dtype="float32"), make()
    optimizer.build([variable])

    def step(rate, g):
        optimizer.learning_rate = rate
        optimizer.apply([keras.ops.convert_to_tensor(g, "float32")], [variable])

    return recorded(lambda: np.array(keras.ops.convert_to_numpy(variable)), step, rates, scale)


def recorded(where, step, rates, scale):
    points, gradients = [where()], []
    for rate in rates:
        gradients.append((scale * CURVATURES * points[-1]).astype(points[-1].dtype))
        step(rate, gradients[-1])
        points.append(where())
    return trace(np.array(points), np.array(gradients), np.array(rates))


def names(run):
    return {f.name for f in identify(run).plain if f.reproduces}


def test_pytorchs_momentum_is_told_from_the_books_by_a_schedule_alone(torch):
    def make(p):
        return torch.optim.SGD(p, lr=0.05, momentum=0.9)

    assert {OUTSIDE, "8.2 momentum"} <= names(in_torch(torch, make, (0.05,) * 20))
    moving = names(in_torch(torch, make, RATES))
    assert OUTSIDE in moving and "8.2 momentum" not in moving


def test_kerass_momentum_is_told_from_pytorchs_by_a_schedule_alone(keras):
    def make():
        return keras.optimizers.SGD(0.05, momentum=0.9)

    constant = identify(in_keras(keras, make, (0.05,) * 20))
    assert {OUTSIDE, "8.2 momentum"} <= {f.name for f in constant.plain}
    assert any(OUTSIDE in pair and how == "a rate that goes up and down would" for *pair, how in constant.alike)
    moving = names(in_keras(keras, make, RATES))
    assert "8.2 momentum" in moving and OUTSIDE not in moving


@pytest.mark.parametrize(("scale", "told"), [(1.0, False), (1e-6, True)])
def test_kerass_adam_is_told_from_the_books_at_small_gradients_alone(keras, scale, told):
    found = names(in_keras(keras, lambda: keras.optimizers.Adam(0.01), (0.01,) * 20, scale))
    assert FOLDED in found and ("8.7 Adam" not in found) == told


@pytest.mark.parametrize(("scale", "told"), [(1.0, False), (1e-6, True)])
def test_pytorchs_adam_is_told_from_kerass_at_small_gradients_alone_in_single_precision(torch, scale, told):
    def run(dtype):
        return names(in_torch(torch, lambda p: torch.optim.Adam(p, lr=0.01), (0.01,) * 20, scale, dtype))

    assert "8.7 Adam" in run("float32") and (FOLDED not in run("float32")) == told
    assert "8.7 Adam" in run("float64") and FOLDED not in run("float64")


@pytest.mark.parametrize(
    ("name", "options", "rule"),
    [
        ("AdamW", {}, "AdamW, decay times the rate"),
        ("Adam", {"amsgrad": True}, "AMSGrad, largest before the correction"),
        ("Adamax", {}, "AdaMax, δ in the larger"),
        ("RMSprop", {}, "RMSProp, δ outside the root"),
        ("RMSprop", {"centered": True}, "RMSProp, centred, δ outside the root"),
        ("Adagrad", {}, "8.4 AdaGrad"),
        ("Adadelta", {}, "AdaDelta with a rate"),
        ("SGD", {"momentum": 0.9, "nesterov": True}, "Nesterov momentum, look-ahead stored, rate outside"),
        ("SGD", {"momentum": 0.9, "weight_decay": 0.01}, "momentum with coupled weight decay, rate outside"),
    ],
)
def test_pytorchs_optimizers_are_named(torch, name, options, rule):
    run = in_torch(torch, lambda p: getattr(torch.optim, name)(p, **options), RATES)
    assert rule in names(run)


def test_a_product_in_single_precision_is_noticed(torch):
    """torch.optim.NAdam keeps the product of its momenta in the default type, whatever the parameters are."""
    run = in_torch(torch, lambda p: torch.optim.NAdam(p, lr=0.01), (0.01,) * 20)
    assert str(identify(run)).endswith("if part of its arithmetic was in single precision, it is Dozat's NAdam")
