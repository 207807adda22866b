"""The table with the real libraries: the relation of every optimizer to its rule, as it was found and proved."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec

import pytest

from qedescent.proofs.dialects import ENTRIES, LIBRARIES, Entry
from qedescent.proofs.dialects.examining import Found, examine
from qedescent.proofs.dialects.printed import PRINTED
from qedescent.proofs.dialects.table import compare

pytestmark = pytest.mark.filterwarnings("ignore")
CORRECTED = "δ = δ/√(1 - ρ₂^t)"
# What is needed: of a condition the letters that stay constant; of a setting the rule's hyperparameter.
SAME: dict[str, str] = {
    "torch.optim.SGD()": "", "torch.optim.Adagrad()": "", "torch.optim.Adam()": "", "torch.optim.NAdam()": "",
    "torch.optim.SGD(momentum=alpha)": "ε constant", "torch.optim.SGD(momentum=alpha, nesterov=True)": "α, ε constant",
    "torch.optim.AdamW(weight_decay=wd)": "λ = wd·ε",
    "optax.sgd()": "", "optax.rmsprop()": "", "optax.rmsprop(momentum=alpha)": "", "optax.rmsprop(centered=True)": "",
    "optax.rmsprop(centered=True, momentum=alpha)": "", "optax.adam()": "", "optax.adamw(weight_decay=wd)": "λ = wd·ε",
    "optax.sgd(momentum=alpha)": "ε constant", "optax.sgd(momentum=alpha, nesterov=True)": "α, ε constant",
    "keras.optimizers.SGD()": "", "keras.optimizers.SGD(momentum=alpha)": "", "keras.optimizers.RMSprop()": "",
    "keras.optimizers.RMSprop(momentum=alpha)": "", "keras.optimizers.RMSprop(centered=True)": "",
    "keras.optimizers.RMSprop(centered=True, momentum=alpha)": "", "keras.optimizers.Adam()": CORRECTED,
    "keras.optimizers.SGD(momentum=alpha, nesterov=True)": "α constant",
    "keras.optimizers.AdamW(weight_decay=wd)": f"{CORRECTED}, λ = wd·ε",
    "sklearn.neural_network._stochastic_optimizers.SGDOptimizer(momentum=alpha, nesterov=False)": "",
    "sklearn.neural_network._stochastic_optimizers.SGDOptimizer(momentum=alpha, nesterov=True)": "α constant",
    "sklearn.neural_network._stochastic_optimizers.AdamOptimizer()": CORRECTED,
}  # fmt: skip
# Different rules, with the values of hyperparameters at which they are the same.
OTHER: dict[str, str] = {
    "torch.optim.SGD(weight_decay=wd)": "wd = 0", "keras.optimizers.SGD(weight_decay=wd)": "wd = 0",
    "torch.optim.SGD(momentum=alpha, dampening=tau)": "τ = 0", "torch.optim.RMSprop()": "δ = 0",
    "torch.optim.RMSprop(momentum=alpha)": "δ = 0", "torch.optim.RMSprop(centered=True)": "δ = 0",
    "torch.optim.RMSprop(centered=True, momentum=alpha)": "δ = 0", "torch.optim.Adadelta()": "ε = 1",
    "torch.optim.Adam(amsgrad=True)": "", "torch.optim.Adamax()": "δ = 0",
    "optax.adagrad()": "", "optax.adagrad(initial_accumulator_value=0.0)": "δ = 0",
    "optax.rmsprop(momentum=alpha, nesterov=True)": "δ = 0", "optax.adadelta()": "", "optax.adadelta(learning_rate=eps)": "ε = 1",
    "optax.amsgrad()": "", "optax.amsgrad(bias_correction_mu=False, bias_correction_nu=False)": "δ = 0",
    "optax.nadam()": "ρ1 = 0", "optax.adamax()": "δ = 0",
    "keras.optimizers.Adagrad()": "", "keras.optimizers.Adadelta()": "ε = 1", "keras.optimizers.Adam(amsgrad=True)": "",
    "keras.optimizers.Nadam()": "ρ1 = 0", "keras.optimizers.Adamax()": "δ = 0",
}  # fmt: skip
# The versions whose documentation was read for the remarks.
DOCUMENTED = {"torch": "2.13.0", "optax": "0.2.8", "keras": "3.15.1", "sklearn": "1.9.1"}
READ: dict[str, Found] = {}


def found(label: str) -> Found:
    """Read and judged once; skipped where its library is not here."""
    entry = next(e for e in ENTRIES if e.label == label)
    _needs(entry)
    if label not in READ:
        READ[label] = examine(entry)
    return READ[label]


def _needs(entry: Entry) -> None:
    if find_spec(entry.library) is None:
        pytest.skip(f"needs qedescent[{entry.library}]")


def test_every_entry_has_an_expectation():
    assert sorted([*SAME, *OTHER]) == sorted(e.label for e in ENTRIES)


@pytest.mark.parametrize("label", SAME)
def test_an_optimizer_that_is_its_rule_is_proved_to_be_under_just_this_condition(label: str):
    row = found(label).row
    assert row["relation"] in ("IDENTICAL", "EQUIVALENT"), row["why"]
    held = [f"{', '.join(row['constant'])} constant"] if row["constant"] else []
    assert ", ".join([*held, *(f"{p} = {e}" for p, e in row["setting"].items())]) == SAME[label]
    assert len(row["certificate_sha256"]) == 64


@pytest.mark.parametrize("label", OTHER)
def test_an_optimizer_that_is_not_its_rule_parts_from_it_in_numbers(label: str):
    row = found(label).row
    assert row["relation"] == "DIFFERENT", row["why"]
    assert ", ".join(f"{n['hyperparameter']} = {n['value']}" for n in row["nearest"]) == OTHER[label]
    assert all(p["code"] != p["rule"] for p in row["partings"]) and row["partings"]


@pytest.mark.parametrize("label", PRINTED)
def test_the_formula_in_the_documentation_is_what_is_computed_but_where_a_remark_says_otherwise(label: str):
    one = found(label)
    _documented(one.entry)
    misprinted = any(remark.misprinted for remark in one.entry.remarks)
    assert one.row["printed"] == "IDENTICAL" if not misprinted else one.row["printed"] in ("DIFFERENT", "EQUIVALENT")


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.remarks], ids=lambda e: e.label)
def test_every_remark_holds_for_the_documentation_that_was_read(entry: Entry):
    one = found(entry.label)
    _documented(entry)
    assert list(one.row["remarks"]) == [remark.text for remark in entry.remarks]


def _documented(entry: Entry) -> None:
    here = version(LIBRARIES[entry.library])
    if here.partition("+")[0] != DOCUMENTED[entry.library]:
        pytest.skip(f"the documentation of {here} was not read")


PAIRS = [
    ("torch.optim.SGD(momentum=alpha)", "optax.sgd(momentum=alpha)", "IDENTICAL", [], {}),
    ("torch.optim.SGD(momentum=alpha)", "keras.optimizers.SGD(momentum=alpha)", "EQUIVALENT", ["ε"], {}),
    ("torch.optim.Adam()", "keras.optimizers.Adam()", "EQUIVALENT", [], {"δ": "δ·√(1 - ρ₂^t)"}),
    ("optax.adadelta()", "keras.optimizers.Adadelta()", "IDENTICAL", [], {"ε": "-1"}),  # it goes up the slope
    ("torch.optim.NAdam()", "keras.optimizers.Nadam()", "DIFFERENT", [], {}),
]


@pytest.mark.parametrize(("one", "other", "relation", "constant", "setting"), PAIRS)
def test_two_libraries_beside_each_other(one: str, other: str, relation: str, constant: list[str], setting: dict[str, str]):
    row = compare(found(one), found(other))
    assert (row["relation"], row["constant"], row["setting"]) == (relation, constant, setting)
