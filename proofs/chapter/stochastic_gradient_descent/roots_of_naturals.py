"""The roots √(n + 1): positive, increasing, and how much one exceeds the last."""

from sympy import sqrt

from qedescent.analytic.notation import n
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.language.formulas import Formula, both, forall, ge, gt, term
from qedescent.proofs.language.prover import Data, Prover

root, after = sqrt(n + 1), sqrt(n + 2)
square = Formula(["=", ["^", term(root)[0], 2], ["+", "n", 1]], {"n": "nat"})  # SymPy would make it n + 1 = n + 1
is_root = forall(n, both(square, gt(root, 0)))
grows = both(ge(after, root), ge(2 * after * (after - root), 1), ge(1, 2 * root * (after - root)))


root_of_one = Formula(["=", ["sqrt", 1], 1])


def roots(p: Prover) -> None:
    """The facts that `square_root` and `growth` have instances of, and √1 = 1."""
    p.prove(is_root, by=lambda: _positive(p))
    p.prove(forall(n, grows), by=lambda: _grows(p))
    p.prove(root_of_one, by=lambda: _one(p))


def square_root(p: Prover, at: Data) -> tuple[int, int]:
    """The facts √(at + 1)² = at + 1 and √(at + 1) > 0."""
    here = p.instance(is_root, {n: at})
    return here + 1, here + 2


def growth(p: Prover, at: Data) -> tuple[int, int, int]:
    """For r = √(at + 1), s = √(at + 2) the facts s >= r, 2s(s - r) >= 1 and 1 >= 2r(s - r)."""
    here = p.instance(forall(n, grows), {n: at})
    return here + 1, here + 2, here + 3


def _positive(p: Prover) -> None:
    """√(n + 1) is not 0, because its square is not."""
    under = ["+", "n", 1]
    p.step("combine", goal=[">=", under, 0], sum=[[1, ["natural", under]]])
    own = p.step("root", of=under) + 1
    p.either(root, 0, gt(root, 0), greater=lambda: None, otherwise=lambda: _vanishes(p, own))


def _vanishes(p: Prover, own: int) -> None:
    at_most = len(p.facts) - 1
    combine(p, gt(root, 0), [[1, own + 1], [1, ["natural", ["+", "n", 1]]], [1, own + 1, at_most]], [[1, own]])


def _one(p: Prover) -> None:
    """√1 - 1 is (√1² - 1)/(√1 + 1)."""
    own, positive = square_root(p, n * 0)
    combine(p, [">", ["+", ["sqrt", 1], 1], 0], [[1, positive], [1]])
    combine(p, root_of_one, [], [[["/", 1, ["+", ["sqrt", 1], 1]], own]])


def _grows(p: Prover) -> None:
    """s - r is the square of itself times s + r, for the squares of r and s differ by 1."""
    (own, positive), (other, more) = square_root(p, n), square_root(p, n + 1)
    gap, squared = term(after - root)[0], ["square", term(after - root)[0]]
    rises, above, below = grows.data[1:]
    combine(p, rises, [[1, squared, positive], [1, squared, more]], [[["-", gap], other], [gap, own]])
    combine(p, above, [[1, squared]], [[1, other], [-1, own]])
    combine(p, below, [[1, squared]], [[-1, other], [1, own]])
