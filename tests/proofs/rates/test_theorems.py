"""A theorem applies where its hypotheses hold and nowhere else, and promises what its claim's own terms say."""

from math import inf, sqrt

import pytest

from qedescent.numeric.schedules import at
from qedescent.proofs.rates.outputs import output
from qedescent.proofs.rates.problems import problem
from qedescent.proofs.rates.promises import AT_LEAST, AT_MOST, EXACTLY, TENDS_TO, Setting, Theorem
from qedescent.proofs.rates.schedules import schedule
from qedescent.proofs.rates.theorems import THEOREMS

BALL = "quadratic:radius=1,start=1"
CONVEX, LOWER, STRONG = "sgd-convex-upper-sqrt", "sgd-convex-lower-sqrt", "sgd-strongly-convex-upper"
BREAK, FORMS, MINIMAX = "sgd-c-over-k-phase-transition", "sgd-schedule-closed-forms", "sgd-strongly-convex-lower-exact"
FLOOR, KINK, LOG = "sgd-constant-step-floor", "sgd-sharp-minimum-floor", "sgd-uniform-average-log"
HARVEY, SHAMIR = "Harvey, Liaw, Plan and Randhawa 2019", "Shamir and Zhang 2013"


def setting(of: str, steps: str, rule: str, K: int = 256, is_sgd: bool = True) -> Setting:
    return Setting(problem(of), schedule(steps), output(rule), is_sgd, K)


def applying(s: Setting) -> list[Theorem]:
    return [t for t in THEOREMS if not t.lacking(s)]


def names(s: Setting) -> list[str]:
    return sorted(t.claim or t.source for t in applying(s))


@pytest.mark.parametrize(
    "of, steps, rule, expected",
    [
        (BALL, "strongly-convex:mu=1", "weighted", [STRONG]),
        (BALL, "strongly-convex:mu=1", "last", [STRONG]),
        (BALL, "strongly-convex:mu=1", "average", []),
        (BALL, "strongly-convex:mu=0.5", "weighted", [STRONG]),
        (BALL, "strongly-convex:mu=3", "weighted", []),
        (BALL, "1/k", "weighted", []),
        (BALL, "1/k", "average", [STRONG]),
        (BALL, "1/k", "suffix:0.5", [STRONG]),
        (BALL, "1/k", "suffix:1", []),
        (BALL, "0.3/k", "last", []),
        (BALL, "2/k", "last", [SHAMIR, STRONG]),
        (BALL, "1/sqrt-k", "average", [CONVEX]),
        (BALL, "1/sqrt-k", "last", [SHAMIR]),
        (BALL, "1/sqrt-K", "average", [CONVEX]),
        (BALL, "1/sqrt-K", "last", []),
        (BALL, "step-decay:c=0.1", "average", []),
        (BALL, "linear-decay:c=0.1", "average", []),
        ("quadratic", "strongly-convex:mu=1", "weighted", [FORMS]),
        ("quadratic:start=1", "strongly-convex:mu=1", "weighted", []),
        ("quadratic", "1/sqrt-k", "average", []),
        ("quadratic", "1/sqrt-k", "last", [FORMS]),
        ("quadratic", "1/k", "last", [BREAK, BREAK, MINIMAX]),
        ("quadratic:start=3", "1/k", "last", [BREAK, BREAK, MINIMAX]),
        ("quadratic", "0.75/k", "last", [BREAK, BREAK]),
        ("quadratic:curvatures=2", "1/k", "last", [BREAK]),
        ("quadratic:curvatures=2", "0.5/k", "last", [BREAK, BREAK, MINIMAX]),
        ("quadratic", "0.5/k", "last", [BREAK]),
        ("quadratic", "0.25/k", "last", [BREAK]),
        ("quadratic", "0.25/k", "average", []),
        ("quadratic:curvatures=1;1", "1/k", "last", [BREAK, BREAK, MINIMAX]),
        ("quadratic:curvatures=1;10", "1/k", "last", [BREAK]),
        ("quadratic:curvatures=1;10", "0.2/k", "last", []),
        ("quadratic:curvatures=0.1;1", "0.3/k", "last", [BREAK]),
        ("quadratic:curvatures=1;10", "0.1", "last", [FLOOR]),
        ("quadratic:curvatures=1;10", "0.3", "last", []),
        ("quadratic", "0.1", "last", [FLOOR]),
        ("quadratic", "2.5", "last", [FLOOR]),
        ("quadratic", "0.1", "average", [FORMS]),
        ("quadratic", "0.1", "weighted", []),
        ("sharp", "1/sqrt-k", "average", []),
        ("sharp", "1/sqrt-K", "average", [CONVEX]),
        ("sharp", "0.1", "average", [CONVEX]),
        ("sharp:start=1", "0.1", "average", [CONVEX, KINK]),
        ("sharp:start=1,right=2", "0.1", "average", [CONVEX]),
        ("sharp:start=1", "0.1", "last", [KINK]),
        ("box", "1/k", "average", [LOG]),
        ("box", "1/k", "last", [SHAMIR]),
        ("box", "strongly-convex:mu=1", "weighted", [STRONG]),
        ("box", "strongly-convex:mu=1", "last", []),
        ("box", "strongly-convex:mu=1", "average", []),
        ("linear-pair", "1/sqrt-K", "average", [LOWER, CONVEX]),
        ("linear-pair", "1/sqrt-k", "average", [LOWER, CONVEX]),
        ("linear-pair", "1/sqrt-k", "last", [SHAMIR, LOWER]),
        ("linear-pair", "1/k", "weighted", [LOWER]),
        ("last-iterate", "1/sqrt-k", "last", [HARVEY]),
        ("last-iterate", "2/sqrt-k", "last", []),
        ("last-iterate", "1/sqrt-k", "average", []),
    ],
)
def test_these_theorems_apply_and_no_others(of, steps, rule, expected):
    assert names(setting(of, steps, rule)) == sorted(expected)


@pytest.mark.parametrize("of, steps", [(BALL, "1/k"), ("quadratic", "1/k"), ("box", "1/k"), ("sharp:start=1", "0.1")])
@pytest.mark.parametrize("rule", ["last", "average", "weighted", "suffix:0.5"])
def test_none_applies_to_a_rule_that_is_not_sgd(of, steps, rule):
    assert names(setting(of, steps, rule, is_sgd=False)) == []


def test_the_bound_that_no_method_beats_applies_to_every_rule():
    assert names(setting("linear-pair", "1/k", "weighted", is_sgd=False)) == [LOWER]


def test_what_is_lacking_is_named():
    (strong,) = [t for t in THEOREMS if t.about == "weighted mean"]
    words = [h.words for h in strong.lacking(setting("quadratic", "1/k", "last"))]
    assert len(words) == 3 and "bounded second moment" in words[0] and "2/(μ(k + 1))" in words[1] and "weights t" in words[2]


def constants(s: Setting, claim: str) -> dict[str, float]:
    """K^power × what the theorems of that claim promise."""
    theorems = [t for t in applying(s) if (t.claim or t.source) == claim]
    return {p.relation: value for t in theorems for p, value in zip(t.promises, t.promised(s), strict=True)}


@pytest.mark.parametrize(
    "of, steps, rule, claim, expected",
    [
        (BALL, "strongly-convex:mu=1", "weighted", STRONG, 2 * 2 * 256 / 257),
        (BALL, "strongly-convex:mu=0.5", "weighted", STRONG, 2 * 2 * 256 / 257 / 0.5),
        ("quadratic:curvatures=2,radius=3,noise=2", "strongly-convex:mu=2", "weighted", STRONG, 2 * 40 * 256 / 257 / 2),
        ("box", "strongly-convex:mu=1", "weighted", STRONG, 2 * 16 / 3 * 256 / 257),
        (BALL, "strongly-convex:mu=0.5", "last", STRONG, 2 * 2 * 256 / 257 / 0.5**2),
        (BALL, "1/k", "last", STRONG, 2 * 256 / 257),
        (BALL, "1/k", "average", STRONG, 4 * 2),
        (BALL, "2/k", "average", STRONG, 4 * 2 * 4),
        (BALL, "1/k", "suffix:0.5", STRONG, 2 * (1 + 0.6931471805599453)),
        (BALL, "1/sqrt-k", "average", CONVEX, 1 / 2 + 2),
        (BALL, "2/sqrt-k", "average", CONVEX, 1 / 4 + 2 * 2),
        (BALL, "2/sqrt-K", "average", CONVEX, 1 / 4 + 2 * 2 / 2),
        ("linear-pair:radius=2,noise=3", "1/sqrt-k", "average", CONVEX, 16 / 2 + 9 * (1 + 0.75179**2 / 256)),
        ("sharp:start=2", "0.1", "average", CONVEX, 4 / (2 * 0.1 * 256) + 0.1 * 2 / 2),
        ("sharp:start=1,left=3", "0.2", "average", KINK, 0.2 * 4 / 2 + (1 - 0.2 * 2 + 0.2**2) / (2 * 0.2 * 256)),
        (BALL, "1/sqrt-k", "last", SHAMIR, (1 + 2) * (2 + 5.545177444479562)),
    ],
)
def test_bounds_from_above_are_the_known_ones(of, steps, rule, claim, expected):
    assert constants(setting(of, steps, rule), claim)[AT_MOST] == pytest.approx(expected, rel=1e-12)


def test_no_method_beats_a_third_of_r_sigma_over_root_k():
    for of, expected in (("linear-pair", 0.33994), ("linear-pair:noise=3,radius=2", 6 * 0.33994)):
        assert constants(setting(of, "1/k", "last"), LOWER)[AT_LEAST] == pytest.approx(expected, rel=2e-5)


def test_the_logarithm_on_the_boundary_is_an_eighth_of_the_harmonic_sum():
    s = setting("box", "1/k", "average")
    assert constants(s, LOG)[AT_LEAST] == pytest.approx(sum(1 / t for t in range(1, 256)) / 8, rel=1e-12)


def second_moment(s: Setting) -> float:
    """By the recursion itself: v ← (1 - ε_k λ)² v + ε_k² σ²."""
    facts, v = s.facts, s.facts.start**2
    for k in range(1, s.K + 1):
        ε = at(s.schedule.at(s.K), k)
        v = (1 - ε * facts.μ) ** 2 * v + ε**2 * facts.σ**2
    return v


CENTRED = "quadratic:start=5,centre=4,noise=0.5"
MANY = "quadratic:curvatures=0.5;1;1.5,start=1,noise=2"
STEPS = ("0.1", "0.5", "1/k", "0.5/k", "0.4/k", "0.25/k", "0.3/k", "0.1/k", "strongly-convex:mu=1", "strongly-convex:mu=2")


@pytest.mark.parametrize("of", ["quadratic", "quadratic:curvatures=2,noise=3", "quadratic:start=3", CENTRED, MANY])
@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("K", [2, 100, 1000])
def test_promises_for_the_last_iterate_on_a_quadratic_enclose_the_exact_recursion(of, steps, K):
    s = setting(of, steps, "last", K)
    excess = sum(part.facts.μ / 2 * second_moment(part) for part in s.coordinates)
    for theorem in applying(s):
        for promise, constant in zip(theorem.promises, theorem.promised(s), strict=True):
            promised = constant / K ** theorem.power(s)
            slack = 1e-9 * promised
            match promise.relation:
                case "exactly":
                    assert promised == pytest.approx(excess, rel=1e-9)
                case "at most":
                    assert excess <= promised + slack
                case "at least":
                    assert excess >= promised - slack


@pytest.mark.parametrize(
    "steps, rule", [("strongly-convex:mu=1", "average"), ("strongly-convex:mu=1", "weighted"), ("0.1", "average")]
)
@pytest.mark.parametrize("K", [1, 2, 7, 60])
def test_promises_for_means_are_the_variances_of_the_impulses(steps, rule, K):
    """A mean of x_1, ..., x_K is Σ_j ξ_j Σ_{t > j} w_t ε_j Π_{j < i < t} (1 - ε_i)."""
    s = setting("quadratic", steps, rule, K)
    size = {k: at(s.schedule.at(K), k) for k in range(1, K + 1)}
    weight = {t: t if rule == "weighted" else 1 for t in range(1, K + 1)}
    variance = 0.0
    for j in range(1, K):
        left, total = size[j], 0.0
        for t in range(j + 1, K + 1):
            total += weight[t] * left
            left *= 1 - size[t]
        variance += (total / sum(weight.values())) ** 2
    assert constants(s, FORMS)[EXACTLY] == pytest.approx(K * variance / 2, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(
    "of, steps, rule, claim, limit",
    [
        ("quadratic", "3/k", "last", BREAK, 9 / 5 / 2),
        ("quadratic", "0.75/k", "last", BREAK, 0.5625 / 0.5 / 2),
        ("quadratic:curvatures=2,noise=3", "0.5/sqrt-k", "last", FORMS, 0.5 * 9 / 4),
        ("quadratic:curvatures=1;10", "1/k", "last", BREAK, 1 / 2 + 5 / 19),
        ("sharp:start=1,left=3", "0.2", "last", KINK, 0.2 * (1 + 3) / 2),
    ],
)
def test_limits_are_the_known_ones(of, steps, rule, claim, limit):
    assert constants(setting(of, steps, rule), claim)[TENDS_TO] == pytest.approx(limit, rel=1e-12)


def test_the_order_of_steps_that_are_too_short_is_k_to_the_minus_two_p():
    (theorem,) = applying(setting("quadratic:curvatures=0.5", "0.4/k", "last"))
    assert theorem.power(setting("quadratic:curvatures=0.5", "0.4/k", "last")) == pytest.approx(0.4)


def test_facts_of_the_problems_are_true_where_they_are_not_typed_in():
    facts = problem("quadratic:curvatures=2,noise=3,start=-1,centre=0.5,radius=2").facts(7)
    assert (facts.G, facts.R, facts.D) == pytest.approx((sqrt(2**2 * 2.5**2 + 9), 1.5, 2.5))
    assert problem("quadratic").facts(7).G == inf and problem("box").facts(7).G == pytest.approx(sqrt(16 / 3))
