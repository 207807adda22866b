"""The chapter's algorithms, one a file, written from the pseudocode; shared shape: `start` and an in-place `step`."""

from qedescent.numeric.optimizers.adadelta import AdaDelta
from qedescent.numeric.optimizers.adagrad import AdaGrad
from qedescent.numeric.optimizers.adam import Adam
from qedescent.numeric.optimizers.momentum import Momentum
from qedescent.numeric.optimizers.nesterov import Nesterov
from qedescent.numeric.optimizers.rmsprop import RMSProp
from qedescent.numeric.optimizers.rmsprop_nesterov import RMSPropNesterov
from qedescent.numeric.optimizers.sgd import SGD

__all__ = ["SGD", "AdaDelta", "AdaGrad", "Adam", "Momentum", "Nesterov", "RMSProp", "RMSPropNesterov"]
