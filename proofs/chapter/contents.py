"""The claims in reading order. Light to import: no mathematics is loaded before a claim is checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One claim: its id in the inventory, its title, the book's section and the module below this folder."""

    id: str
    title: str
    section: str
    module: str


@dataclass(frozen=True)
class Section:
    """A section of the book: its number and heading."""

    number: str
    heading: str


SECTIONS: tuple[Section, ...] = (
    Section("8.2.1", "Ill-Conditioning"),
    Section("8.3.1", "Stochastic Gradient Descent"),
    Section("8.3.2", "Momentum"),
    Section("8.3.3", "Nesterov Momentum"),
    Section("8.4", "Parameter Initialization Strategies"),
    Section("8.5.1", "AdaGrad"),
    Section("8.5.2", "RMSProp"),
    Section("8.5.3", "Adam"),
    Section("8.5.4", "Choosing the Right Optimization Algorithm"),
)

CONTENTS: tuple[Entry, ...] = (
    Entry("taylor-step-change", "A gradient step changes a quadratic cost by −ε‖g‖² + ε²⟨g, Hg⟩/2", "8.2.1",
          "ill_conditioning.gradient_step_changes_the_cost_by"),
    Entry("optimal-step-quadratic", "The best step along the gradient is ‖g‖²/⟨g, Hg⟩", "8.2.1",
          "ill_conditioning.best_step_along_the_gradient_is"),
    Entry("gd-quadratic-rate", "Gradient descent contracts by max(|1 − εμ|, |1 − εL|)", "8.2.1",
          "ill_conditioning.gradient_descent_contracts_by"),
    Entry("eigenbasis-run", "Runs of SGD and momentum turn with the Hessian's eigenbasis, and AdaGrad's do not", "8.2.1",
          "ill_conditioning.runs_turn_with_the_eigenbasis"),
    Entry("sgd-code", "The code of SGD computes Algorithm 8.1", "8.3.1",
          "stochastic_gradient_descent.sgd_code_is_algorithm_8_1"),
    Entry("sgd-constant-step-floor", "With a constant step the noise leaves a floor of εσ²/(λ(2 − ελ))", "8.3.1",
          "stochastic_gradient_descent.constant_step_leaves_a_noise_floor"),
    Entry("linear-decay-schedule", "The step size decays linearly until iteration τ and is constant after", "8.3.1",
          "stochastic_gradient_descent.step_size_decays_linearly_until"),
    Entry("linear-decay-as-printed", "As printed in the notes: linear decay without its tail", "8.3.1",
          "stochastic_gradient_descent.linear_decay_as_printed"),
    Entry("lr-oscillation-thresholds", "Steps below 1/λ are monotone, below 2/λ oscillate and converge, above diverge", "8.3.1",
          "stochastic_gradient_descent.oscillation_begins_at_one_over_curvature"),
    Entry("excess-error", "The excess error is never negative", "8.3.1",
          "stochastic_gradient_descent.excess_error_is_never_negative"),
    Entry("sgd-convex-upper-sqrt", "Averaged SGD on convex problems has excess error at most RG/√K", "8.3.1",
          "stochastic_gradient_descent.averaged_sgd_is_at_most_one_over_root_k"),
    Entry("sgd-convex-lower-sqrt", "No method beats order 1/√k on convex Lipschitz problems", "8.3.1",
          "stochastic_gradient_descent.no_method_beats_one_over_root_k"),
    Entry("sgd-fixed-function-exponents", "On a fixed function the exponent belongs to the schedule and the output rule", "8.3.1",
          "stochastic_gradient_descent.exponent_on_a_fixed_function"),
    Entry("sgd-sharp-minimum-floor", "At a kink a constant step leaves a mean excess error of ε(σ² + a)/2", "8.3.1",
          "stochastic_gradient_descent.kink_leaves_a_floor"),
    Entry("sgd-strongly-convex-upper", "Weighted SGD on strongly convex problems has excess error at most 2G²/(μ(T + 1))", "8.3.1",
          "stochastic_gradient_descent.weighted_sgd_is_at_most_one_over_k"),
    Entry("sgd-strongly-convex-lower-exact", "On quadratics the minimax excess error is exactly σ²/(2λk)", "8.3.1",
          "stochastic_gradient_descent.minimax_excess_on_quadratics_is_exactly"),
    Entry("sgd-uniform-average-log", "The plain average of SGD keeps a logarithm when the minimum lies on the boundary", "8.3.1",
          "stochastic_gradient_descent.plain_average_keeps_a_logarithm"),
    Entry("sgd-c-over-k-phase-transition", "With steps c/k the rate breaks at cλ = 1/2", "8.3.1",
          "stochastic_gradient_descent.rate_breaks_where_c_lambda_is_one_half"),
    Entry("sgd-schedule-closed-forms", "Variances of SGD and its averages in closed form, schedule by schedule", "8.3.1",
          "stochastic_gradient_descent.variances_in_closed_form"),
    Entry("momentum-code", "The code of momentum computes Algorithm 8.2", "8.3.2",
          "momentum.momentum_code_is_algorithm_8_2"),
    Entry("momentum-update-unrolled", "The velocity is a sum of past gradients with weights αʲ", "8.3.2",
          "momentum.velocity_is_a_sum_of_past_gradients"),
    Entry("momentum-is-not-an-average", "The weights of the velocity sum to 1/(1 − α), not to 1", "8.3.2",
          "momentum.velocity_is_not_an_average"),
    Entry("terminal-velocity", "Under a constant gradient the step grows to ε‖g‖/(1 − α)", "8.3.2",
          "momentum.step_grows_to_the_terminal_velocity"),
    Entry("terminal-velocity-as-printed", "As printed in the notes: every step is ε‖g‖/(1 − α)", "8.3.2",
          "momentum.terminal_velocity_as_printed"),
    Entry("one-over-one-minus-alpha", "α = 0.5, 0.9, 0.99 multiply the terminal speed by 2, 10, 100", "8.3.2",
          "momentum.common_momenta_multiply_the_speed"),
    Entry("hb-stability-region", "Heavy ball is stable exactly for 0 < ελ < 2(1 + α)", "8.3.2",
          "momentum.heavy_ball_is_stable_iff"),
    Entry("hb-polyak-optimum", "Polyak's step size and momentum are the best on quadratics", "8.3.2",
          "momentum.polyak_parameters_are_optimal"),
    Entry("hb-transient", "At Polyak's optimum the error first grows, then shrinks like k rᵏ", "8.3.2",
          "momentum.optimal_heavy_ball_grows_before_it_shrinks"),
    Entry("momentum-figure-8-5", "Momentum runs along the valley where gradient descent zigzags across", "8.3.2",
          "momentum.momentum_runs_along_the_valley"),
    Entry("hb-no-global-acceleration", "Tuned for quadratics, heavy ball can cycle on a smooth strongly convex function", "8.3.2",
          "momentum.heavy_ball_can_cycle"),
    Entry("hb-stationary-variance", "Momentum raises the stationary variance", "8.3.2",
          "momentum.momentum_raises_the_stationary_variance"),
    Entry("nesterov-code", "The code of Nesterov momentum computes Algorithm 8.3", "8.3.3",
          "nesterov_momentum.nesterov_code_is_algorithm_8_3"),
    Entry("nesterov-update", "On a quadratic Nesterov momentum is heavy ball with a damped velocity", "8.3.3",
          "nesterov_momentum.nesterov_damps_the_velocity"),
    Entry("nesterov-stability", "Nesterov momentum is stable exactly for 0 < ελ < 2(1 + α)/(1 + 2α)", "8.3.3",
          "nesterov_momentum.nesterov_is_stable_iff"),
    Entry("nesterov-quadratic-rate", "Nesterov momentum with step 1/L contracts by 1 − 1/√κ", "8.3.3",
          "nesterov_momentum.nesterov_contracts_by"),
    Entry("glorot-normalised", "The normalised initialisation compromises between forward and backward variance", "8.4",
          "initialization.normalised_initialization_balances_variances"),
    Entry("glorot-as-printed", "As printed in the notes: U(−6/√(m+n), 6/√(m+n))", "8.4",
          "initialization.normalised_initialization_as_printed"),
    Entry("adagrad-code", "The code of AdaGrad computes Algorithm 8.4", "8.5.1",
          "adagrad.adagrad_code_is_algorithm_8_4"),
    Entry("adagrad-update", "AdaGrad divides the step by the root of the accumulated squared gradient", "8.5.1",
          "adagrad.adagrad_divides_by_the_root"),
    Entry("adagrad-as-printed", "As printed in the notes: AdaGrad without the root", "8.5.1",
          "adagrad.adagrad_as_printed"),
    Entry("adagrad-travel-as-printed", "As printed in the notes: the travel of AdaGrad without the root", "8.5.1",
          "adagrad.adagrad_travel_as_printed"),
    Entry("rmsprop-code", "The code of RMSProp computes Algorithm 8.5", "8.5.2",
          "rmsprop.rmsprop_code_is_algorithm_8_5"),
    Entry("rmsprop-update", "RMSProp remembers squared gradients with weights (1 − ρ)ρʲ", "8.5.2",
          "rmsprop.rmsprop_remembers_squared_gradients"),
    Entry("rmsprop-nesterov-code", "The code of RMSProp with Nesterov momentum computes Algorithm 8.6", "8.5.2",
          "rmsprop.rmsprop_nesterov_code_is_algorithm_8_6"),
    Entry("adam-code", "The code of Adam computes Algorithm 8.7", "8.5.3",
          "adam.adam_code_is_algorithm_8_7"),
    Entry("adam-update", "Adam combines bias-corrected first and second moments", "8.5.3",
          "adam.adam_combines_corrected_moments"),
    Entry("adam-bias-correction", "Adam's bias correction makes both moments unbiased at every step", "8.5.3",
          "adam.bias_correction_is_exact"),
    Entry("adam-step-bound", "Adam's largest possible step exceeds the paper's bound", "8.5.3",
          "adam.largest_possible_adam_step"),
    Entry("adadelta-code", "The code of AdaDelta computes Zeiler's Algorithm 1", "8.5.4",
          "choosing_an_algorithm.adadelta_code_is_zeilers_algorithm"),
)
