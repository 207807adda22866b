"""The chapter's algorithms, one a file."""

from qedescent.analytic.rules.adadelta import adadelta
from qedescent.analytic.rules.adagrad import adagrad
from qedescent.analytic.rules.adam import adam
from qedescent.analytic.rules.momentum import momentum
from qedescent.analytic.rules.nesterov import nesterov
from qedescent.analytic.rules.rmsprop import rmsprop
from qedescent.analytic.rules.rmsprop_nesterov import rmsprop_nesterov
from qedescent.analytic.rules.sgd import sgd

RULES = (sgd, momentum, nesterov, adagrad, rmsprop, rmsprop_nesterov, adam, adadelta)

__all__ = ["RULES", "adadelta", "adagrad", "adam", "momentum", "nesterov", "rmsprop", "rmsprop_nesterov", "sgd"]
