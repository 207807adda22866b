"""The chapter's algorithms, and rules of papers that it only names or that libraries offer beside them."""

from qedescent.analytic.rules.adadelta import adadelta
from qedescent.analytic.rules.adagrad import adagrad
from qedescent.analytic.rules.adam import adam
from qedescent.analytic.rules.adamax import adamax
from qedescent.analytic.rules.adamw import adamw
from qedescent.analytic.rules.amsgrad import amsgrad
from qedescent.analytic.rules.momentum import momentum
from qedescent.analytic.rules.nadam import nadam
from qedescent.analytic.rules.nesterov import nesterov
from qedescent.analytic.rules.rmsprop import rmsprop
from qedescent.analytic.rules.rmsprop_graves import rmsprop_centred, rmsprop_graves, rmsprop_momentum
from qedescent.analytic.rules.rmsprop_nesterov import rmsprop_nesterov
from qedescent.analytic.rules.sgd import sgd

RULES = (sgd, momentum, nesterov, adagrad, rmsprop, rmsprop_nesterov, adam, adadelta)
PAPERS = (rmsprop_momentum, rmsprop_centred, rmsprop_graves, adamw, amsgrad, nadam, adamax)

__all__ = [
    "RULES", "adadelta", "adagrad", "adam", "adamax", "adamw", "amsgrad", "momentum", "nadam", "nesterov", "rmsprop",
    "rmsprop_centred", "rmsprop_graves", "rmsprop_momentum", "rmsprop_nesterov", "sgd",
]  # fmt: skip
