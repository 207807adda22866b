"""Where a library does something that its own documentation does not say; each remark is checked before it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from qedescent.proofs.dialects.documentation import Remark

HAT = "epsilon hat"
RATE_INSIDE = Remark(
    "the velocity takes in the rate, unlike that of optax.sgd, so a rate that changes acts otherwise; its documentation does "
    "not say where the rate stands",
    silent=("u_t", "m_t", "inside the", "scaled by the learning"),
)
INSIDE_THE_ROOT = Remark(
    "its documentation calls epsilon the ε̂ of Kingma and Ba, which is added to the root; here it is added under the root",
    quotes=(HAT,),
    misprinted=True,
)
DECAY_APART = Remark(
    "the decay is taken off the parameters and not added to the gradient; its documentation says only that decay is applied",
    quotes=("If set, weight decay is applied",),
    silent=("decoupled",),
)
REMARKS: Mapping[str, tuple[Remark, ...]] = {
    "optax.adagrad()": (
        Remark(
            "its documentation prints a sum of squares that starts from nothing; by default the sum starts from 0.1",
            defaults={"initial_accumulator_value": "0.1"},
            misprinted=True,
        ),
    ),
    "optax.adadelta()": (
        Remark(
            "its documentation prints an update with a minus sign; where no learning_rate is given, as by default, the sign "
            "is left out with it, and the parameters move up the slope",
            defaults={"learning_rate": "None"},
            misprinted=True,
        ),
    ),
    "optax.rmsprop(momentum=alpha)": (RATE_INSIDE,),
    "optax.rmsprop(momentum=alpha, nesterov=True)": (RATE_INSIDE,),
    "optax.rmsprop(centered=True, momentum=alpha)": (RATE_INSIDE,),
    "optax.amsgrad(bias_correction_mu=False, bias_correction_nu=False)": (
        Remark(
            "its documentation sets both corrections to False to match the paper; the paper has no eps either",
            quotes=("to match the original AMSGrad paper",),
            relation="DIFFERENT",
        ),
    ),
    "keras.optimizers.SGD(weight_decay=wd)": (DECAY_APART,),
    "keras.optimizers.Adagrad()": (
        Remark(
            "its documentation promises the exact form of the original paper at the rate 1.0; at any rate the constant stands "
            "under the root and the sum starts from 0.1",
            quotes=("To match the exact form in the original paper",),
            defaults={"initial_accumulator_value": "0.1"},
            relation="DIFFERENT",
        ),
    ),
    "keras.optimizers.RMSprop()": (INSIDE_THE_ROOT,),
    "keras.optimizers.Nadam()": (
        Remark(
            "its documentation calls epsilon the ε̂ of Kingma and Ba, which is added to the root of the uncorrected moment; "
            "here it is added to the root of the corrected one",
            quotes=(HAT,),
            reads="(1 - ρ₂^t)) + δ",
        ),
        Remark(
            "its momentum follows a schedule with 0.96 to the power t, 250 times as fast as Dozat's; its documentation "
            "mentions no schedule",
            silent=("0.96",),
            reads="(24/25)^t",
        ),
    ),
    "keras.optimizers.Adamax()": (
        Remark(
            "its documentation says that the defaults follow the paper, whose step size is 0.002; here it is 0.001",
            quotes=("Default parameters follow those provided in the paper",),
            defaults={"learning_rate": "0.001"},
        ),
        Remark(
            "its documentation refers to the rule of the paper's section 7.1, which has no epsilon",
            quotes=("described at the end of section 7.1 of the paper",),
            relation="DIFFERENT",
        ),
    ),
    "sklearn.neural_network._stochastic_optimizers.AdamOptimizer()": (
        Remark(
            "its documentation takes all defaults from the paper's algorithm; its epsilon is not the algorithm's but the ε̂ of "
            "the reordered form, which it does not say",
            quotes=("All default values are from the original Adam paper",),
            silent=("epsilon hat", "reordered"),
            relation="EQUIVALENT",
        ),
    ),
}
