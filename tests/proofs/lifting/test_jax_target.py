"""Updates written in JAX are followed operation by operation; a branch is taken and noted, and the rest named."""

import sys

import pytest

from qedescent.proofs.lifting.extras import MissingLibrary
from qedescent.proofs.lifting.jax_reader import double_precision
from qedescent.proofs.lifting.jax_target import JaxTarget
from qedescent.proofs.lifting.recording import Unreadable

jax = pytest.importorskip("jax", reason="needs qedescent[jax]")
jnp = jax.numpy


def stateless(step):
    """The target of θ ← step(θ, g, ...), which has no memories, with its first two hyperparameters named a and b."""
    return JaxTarget(lambda theta, **_: (), lambda theta, g, state, **h: (step(theta, g, **h), state), a="a", b="b")


def read(step):
    return stateless(step).read()


def moved(step):
    return read(step).after["θ"]


@pytest.mark.parametrize(
    ("step", "term"),
    [
        (lambda x, g, a, b: x - a * g, ["-", "x", ["*", "a", "g"]]),
        (lambda x, g, a, b: -x / g, ["/", ["-", "x"], "g"]),
        (lambda x, g, a, b: jnp.sqrt(x) + jnp.square(g), ["+", ["sqrt", "x"], ["^", "g", 2]]),
        (lambda x, g, a, b: x**3 + g**-2, ["+", ["^", "x", 3], ["/", 1, ["^", "g", 2]]]),
        (lambda x, g, a, b: x**0.5 + a**b, ["+", ["sqrt", "x"], ["apply", "pow", "a", "b"]]),
        (lambda x, g, a, b: jax.lax.rsqrt(x), ["/", 1, ["sqrt", "x"]]),
        (lambda x, g, a, b: jnp.exp(-x) + jnp.log(g), ["+", ["exp", ["-", "x"]], ["apply", "log", "g"]]),
        (lambda x, g, a, b: jnp.log1p(g) - jnp.expm1(a), ["-", ["apply", "log", ["+", 1, "g"]], ["-", ["exp", "a"], 1]]),
        (lambda x, g, a, b: jax.nn.sigmoid(x), ["/", 1, ["+", 1, ["exp", ["-", "x"]]]]),
        (lambda x, g, a, b: jnp.maximum(x, g), ["apply", "max", "x", "g"]),
        (lambda x, g, a, b: jnp.minimum(x, a), ["apply", "min", "x", "a"]),
        (lambda x, g, a, b: jnp.abs(x) * jnp.sign(g), ["*", ["apply", "abs", "x"], ["apply", "sign", "g"]]),
        (lambda x, g, a, b: jax.lax.clamp(a, x, b), ["apply", "min", ["apply", "max", "x", "a"], "b"]),
        (lambda x, g, a, b: jax.lax.stop_gradient(x).reshape(1, 2).squeeze(0), "x"),
        (lambda x, g, a, b: jax.jit(lambda y: y + a)(x), ["+", "x", "a"]),
        (lambda x, g, a, b: jax.checkpoint(lambda y: y + a)(x), ["+", "x", "a"]),
        (lambda x, g, a, b: jax.nn.relu(x), ["apply", "max", "x", 0]),
        (lambda x, g, a, b: jnp.where(jnp.isnan(x), 0.0, x), "x"),
        (lambda x, g, a, b: jnp.where(jnp.isfinite(x), x, 0.0), "x"),
        (lambda x, g, a, b: jnp.where(x > a, g, g), "g"),
        (lambda x, g, a, b: jnp.where((x > a) & (g < 0), x, g), "g"),
        (lambda x, g, a, b: x + jnp.ones(2) * (2 > 1), ["+", "x", 1]),
        (lambda x, g, a, b: jax.debug.print("{}", a) or x, "x"),
    ],
)
def test_operations_are_terms(step, term):
    def letters(t):
        return [letters(part) for part in t] if isinstance(t, list) else {"x": "θ"}.get(t, t)

    assert moved(step) == letters(term)



@pytest.mark.parametrize(
    ("step", "term", "conditions"),
    [
        (lambda x, g, a, b: jnp.where(g > 0, x, g), "θ", [[">", "g", 0]]),
        (lambda x, g, a, b: jnp.where(g < 0, x, g), "g", [[">=", "g", 0]]),
        (lambda x, g, a, b: jnp.where(~(g <= 0), x, g), "θ", [[">", "g", 0]]),
        (lambda x, g, a, b: jnp.where(g == 0, x, g), "g", [["!=", "g", 0]]),
        (lambda x, g, a, b: jnp.where((g > 0) & (x > 0), x, g), "θ", [[">", "g", 0], [">", "θ", 0]]),
        (lambda x, g, a, b: jnp.where((g < 0) & (x > 0), x, g), "g", [[">=", "g", 0]]),
        (lambda x, g, a, b: jnp.where((g < 0) | (x > 0), x, g), "θ", [[">", "θ", 0]]),
        (lambda x, g, a, b: jax.lax.cond(a < 2, lambda: x, lambda: g), "θ", [[">", 2, "a"]]),
        (lambda x, g, a, b: x * (g > 0), "θ", [[">", "g", 0]]),
        (lambda x, g, a, b: x * (g < 0).astype(int), 0, [[">=", "g", 0]]),
        (lambda x, g, a, b: x if a > 0 else g, "θ", [[">", "a", 0]]),
        (lambda x, g, a, b: x * a if a and b <= 1 else g, ["*", "θ", "a"], [["!=", "a", 0], [">=", 1, "b"]]),
    ],
)
def test_a_branch_is_taken_and_noted(step, term, conditions):
    found = read(step)
    assert found.after == {"θ": term} and list(found.conditions) == conditions


@pytest.mark.parametrize(
    ("step", "named"),
    [
        (lambda x, g, a, b: x - a * jnp.sum(g), "reduce_sum"),
        (lambda x, g, a, b: x - a * jnp.dot(g, g), "dot_general"),
        (lambda x, g, a, b: x[::-1], "rev"),
        (lambda x, g, a, b: jnp.cumsum(g), "cumsum"),
        (lambda x, g, a, b: jnp.concatenate([x[:1], g[1:]]), "slice"),
        (lambda x, g, a, b: x + jnp.arange(2), "iota"),
        (lambda x, g, a, b: x + jnp.array([1.0, 2.0]), "not the same in every coordinate"),
        (lambda x, g, a, b: (x[:, None] * g[None, :])[:, 0], "mul"),
        (lambda x, g, a, b: jnp.broadcast_to(x, (2, 2))[0], "broadcast_in_dim"),
        (lambda x, g, a, b: x + jnp.floor(g), "floor"),
        (lambda x, g, a, b: x + g.astype(int), "rounding from float64 to int"),
        (lambda x, g, a, b: x + g.astype("float32"), "rounding from float64 to float32"),
        (lambda x, g, a, b: x + g * (jnp.asarray(7) // 2), "div|rem|floor"),
        (lambda x, g, a, b: jnp.where(x > 1, x, g), "different ways"),
        (lambda x, g, a, b: jax.lax.while_loop(lambda y: y[0] < 0, lambda y: y + 1, x), "while"),
        (lambda x, g, a, b: jax.lax.fori_loop(0, 3, lambda i, y: y + a, x), "scan|while"),
        (lambda x, g, a, b: x + jnp.tan(g), "tan"),
        (lambda x, g, a, b: x if a * b > 0 else g, "Python goes by a number"),
        (lambda x, g, a, b: x * float(a), "out of JAX"),
        (lambda x, g, a, b: x + jax.random.normal(jax.random.key(0), (2,)), "random"),
        (lambda x, g, a, b: x + (jnp.asarray(1) & jnp.asarray(3)) * a, "bits"),
    ],
)
def test_what_no_formula_says_is_named(step, named):
    with pytest.raises(Unreadable, match=named):
        read(step)


def test_memories_have_the_names_of_their_fields_and_start_as_the_code_says():
    def start(theta, a):
        return {"mu": a * jnp.ones_like(theta), "count": jnp.zeros((), int), "point": theta, "g": theta, "unused": theta}

    def update(theta, g, state, a):
        left = {**state, "mu": a * state["mu"] + g, "count": state["count"] + 1, "unused": g}
        return theta - state["mu"] / (a ** left["count"]) - state["point"] * state["g"], left

    found = JaxTarget(start, update, a="rho1").read()
    assert found.start == {"g_2": "θ", "s": "ρ1", "point": "θ"}
    assert found.after["θ"] == ["-", ["-", "θ", ["/", "s", ["^", "ρ1", "t"]]], ["*", "point", "g_2"]]
    assert found.after["s"] == ["+", ["*", "ρ1", "s"], "g"] and found.after["point"] == "point"


def test_a_counter_in_floats_that_starts_at_one_is_the_step_count_too():
    found = JaxTarget(lambda theta: jnp.ones(()), lambda theta, g, n: (theta - g / n, n + 1)).read()
    assert found.start == {} and found.after == {"θ": ["-", "θ", ["/", "g", "t"]]}


def test_a_memory_that_never_changes_is_its_number():
    found = JaxTarget(lambda theta: jnp.full((2,), 0.25), lambda theta, g, rate: (theta - rate * g, rate)).read()
    assert found.start == {} and found.after == {"θ": ["-", "θ", ["*", ["/", 1, 4], "g"]]}


def test_a_truth_value_in_the_state_tells_the_first_step_apart():
    def update(theta, g, fresh):
        return jnp.where(fresh, theta - g, theta - 2 * g), jnp.zeros((), bool)

    found = JaxTarget(lambda theta: jnp.ones((), bool), update).read()
    assert found.first == {"θ": ["-", "θ", "g"]} and found.after == {"θ": ["-", "θ", ["*", 2, "g"]]}
    assert found.conditions == () and found.start == {}


def test_a_counter_that_has_not_run_over_is_no_condition_but_another_comparison_with_it_is():
    def update(theta, g, n):
        n = jnp.where(n < jnp.iinfo(n.dtype).max, n + 1, n)
        return jnp.where(n < 9, theta - g, theta), n

    found = JaxTarget(lambda theta: jnp.zeros((), "int32"), update).read()
    assert found.conditions == ([">", 9, "t"],) and found.after == {"θ": ["-", "θ", "g"]}


def test_a_state_that_changes_its_structure_is_refused():
    with pytest.raises(Unreadable, match="structure"):
        JaxTarget(lambda theta: (), lambda theta, g, state: (theta, (g,))).read()


def test_precision_is_double_while_it_lasts_only():
    before = jax.config.jax_enable_x64
    with double_precision():
        assert jnp.ones(1).dtype == "float64"
    assert jax.config.jax_enable_x64 == before


def test_a_missing_library_is_named_with_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "jax", None)
    with pytest.raises(MissingLibrary, match=r"jax cannot be imported.*qedescent\[jax\]"):
        JaxTarget(lambda theta: (), lambda theta, g, state: (theta, state)).read()
