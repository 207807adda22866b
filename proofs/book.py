"""The chapter's update rules by name, for `assert_implements(torch.optim.Adam, book.adam, ...)`."""

from qedescent.analytic.rules import (
    RULES,
    adadelta,
    adagrad,
    adam,
    momentum,
    nesterov,
    rmsprop,
    rmsprop_nesterov,
    sgd,
)

__all__ = ["RULES", "adadelta", "adagrad", "adam", "momentum", "nesterov", "rmsprop", "rmsprop_nesterov", "sgd"]
