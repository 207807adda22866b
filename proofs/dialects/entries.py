"""Which optimizers are read: what the chapter covers, in each library, with the switches that make other rules of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qedescent.proofs.dialects.documentation import Remark
from qedescent.proofs.dialects.remarks import REMARKS
from qedescent.proofs.lifting.letters import letter

LIBRARIES = {"torch": "torch", "optax": "optax", "keras": "keras", "sklearn": "scikit-learn"}  # module: package
LIKE = {  # what an optimizer is: the rule beside which it is set
    "SGD": "sgd",
    "SGD with weight decay": "sgd",
    "momentum": "momentum",
    "momentum with dampening": "momentum",
    "Nesterov momentum": "nesterov",
    "AdaGrad": "adagrad",
    "RMSProp": "rmsprop",
    "RMSProp with momentum": "rmsprop_momentum",
    "RMSProp with Nesterov momentum": "rmsprop_nesterov",
    "RMSProp, centred": "rmsprop_centred",
    "RMSProp, centred and with momentum": "rmsprop_graves",
    "AdaDelta": "adadelta",
    "Adam": "adam",
    "AdamW": "adamw",
    "AMSGrad": "amsgrad",
    "NAdam": "nadam",
    "AdaMax": "adamax",
}


@dataclass(frozen=True)
class Entry:
    """One optimizer: its library, its name there, what it is, and arguments as for `explain`."""

    library: str
    target: str
    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def like(self) -> str:
        """The name of the rule beside which it is set."""
        return LIKE[self.kind]

    @property
    def label(self) -> str:
        """As it would be called."""
        return f"{self.target}({self._given})"

    @property
    def name(self) -> str:
        """Its name within its library, without the modules, with letters for the symbols."""
        given = ", ".join(f"{k}={letter(v) if isinstance(v, str) else v}" for k, v in self.arguments.items())
        return self.target.rsplit(".", 1)[1] + (f"({given})" if given else "")

    @property
    def command(self) -> str:
        """The command that explains this one."""
        given = [f"--{'symbol' if isinstance(v, str) else 'set'} {k}={v}" for k, v in self.arguments.items()]
        return " ".join(["qedescent explain", self.target, *given, "--like", self.like])

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return REMARKS.get(self.label, ())

    @property
    def _given(self) -> str:
        return ", ".join(f"{k}={v}" for k, v in self.arguments.items())


def _library(name: str, prefix: str, rows: Sequence[tuple]) -> tuple[Entry, ...]:
    return tuple(Entry(name, prefix + target, *rest) for target, *rest in rows)


HEAVY, AHEAD, DECAYING = {"momentum": "alpha"}, {"momentum": "alpha", "nesterov": True}, {"weight_decay": "wd"}
ENTRIES = (
    *_library("torch", "torch.optim.", [
        ("SGD", "SGD"),
        ("SGD", "SGD with weight decay", DECAYING),
        ("SGD", "momentum", HEAVY),
        ("SGD", "momentum with dampening", {"momentum": "alpha", "dampening": "tau"}),
        ("SGD", "Nesterov momentum", AHEAD),
        ("Adagrad", "AdaGrad"),
        ("RMSprop", "RMSProp"),
        ("RMSprop", "RMSProp with momentum", HEAVY),
        ("RMSprop", "RMSProp, centred", {"centered": True}),
        ("RMSprop", "RMSProp, centred and with momentum", {"centered": True, "momentum": "alpha"}),
        ("Adadelta", "AdaDelta"),
        ("Adam", "Adam"),
        ("AdamW", "AdamW", DECAYING),
        ("Adam", "AMSGrad", {"amsgrad": True}),
        ("NAdam", "NAdam"),
        ("Adamax", "AdaMax"),
    ]),
    *_library("optax", "optax.", [
        ("sgd", "SGD"),
        ("sgd", "momentum", HEAVY),
        ("sgd", "Nesterov momentum", AHEAD),
        ("adagrad", "AdaGrad"),
        ("adagrad", "AdaGrad", {"initial_accumulator_value": 0.0}),
        ("rmsprop", "RMSProp"),
        ("rmsprop", "RMSProp with momentum", HEAVY),
        ("rmsprop", "RMSProp with Nesterov momentum", AHEAD),
        ("rmsprop", "RMSProp, centred", {"centered": True}),
        ("rmsprop", "RMSProp, centred and with momentum", {"centered": True, "momentum": "alpha"}),
        ("adadelta", "AdaDelta"),
        ("adadelta", "AdaDelta", {"learning_rate": "eps"}),
        ("adam", "Adam"),
        ("adamw", "AdamW", DECAYING),
        ("amsgrad", "AMSGrad"),
        ("amsgrad", "AMSGrad", {"bias_correction_mu": False, "bias_correction_nu": False}),
        ("nadam", "NAdam"),
        ("adamax", "AdaMax"),
    ]),
    *_library("keras", "keras.optimizers.", [
        ("SGD", "SGD"),
        ("SGD", "SGD with weight decay", DECAYING),
        ("SGD", "momentum", HEAVY),
        ("SGD", "Nesterov momentum", AHEAD),
        ("Adagrad", "AdaGrad"),
        ("RMSprop", "RMSProp"),
        ("RMSprop", "RMSProp with momentum", HEAVY),
        ("RMSprop", "RMSProp, centred", {"centered": True}),
        ("RMSprop", "RMSProp, centred and with momentum", {"centered": True, "momentum": "alpha"}),
        ("Adadelta", "AdaDelta"),
        ("Adam", "Adam"),
        ("AdamW", "AdamW", DECAYING),
        ("Adam", "AMSGrad", {"amsgrad": True}),
        ("Nadam", "NAdam"),
        ("Adamax", "AdaMax"),
    ]),
    *_library("sklearn", "sklearn.neural_network._stochastic_optimizers.", [
        ("SGDOptimizer", "momentum", {"momentum": "alpha", "nesterov": False}),
        ("SGDOptimizer", "Nesterov momentum", AHEAD),
        ("AdamOptimizer", "Adam"),
    ]),
)  # fmt: skip
