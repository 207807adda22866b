"""A certificate is a proof when every one of its steps follows from earlier ones by the rules of this file.

Stand-alone: `python -I -S checker.py < certificate.json` prints a verdict as JSON; exit 0 accepted, 1 rejected. Facts
are numbered from 0 (assumptions, needs, axioms, then those of each step); a step cites only facts that stand, and those
of a sub-proof are gone when it ends. LANGUAGE.md beside this file says what terms, formulas and rules mean. Functions
are total (1/0 = 0, 0^0 = 1), but every denominator in a theorem's statement must be shown to be nonzero.
"""
import hashlib
import json
import sys
from contextlib import contextmanager
from fractions import Fraction
from functools import reduce

FORMAT = "qedescent-certificate-1"
MAX_BYTES, MAX_DEPTH, MAX_STEPS, MAX_TERMS = 8_000_000, 150, 20_000, 20_000
MAX_DEGREE, MAX_BITS, MAX_UNFOLD = 200, 6_000, 100
ONE = {(): 1}
SORTS = ("nat", "real", "random", "vec", "randvec")
WIDER = {"real": "random", "vec": "randvec"}
PREFIX = frozenset("+ * - / ^ E dot sqrt exp = != > >= and roots independent".split())
BINDS = {"sum": (4,), "limit": (2,), "derivative": (2, 3), "forall": (2, 3)}  # places in which a variable is bound
class Refused(Exception): """The certificate is no proof; the message says why."""
def need(condition, message):
    if not condition: raise Refused(message)
def validate(node, depth=0):  # only objects, lists, strings and integers, not too deep
    need(depth <= MAX_DEPTH, f"nested deeper than {MAX_DEPTH}")
    need(type(node) in (list, dict, int, str), f"{node!r} is no integer, string, list or object")
    for x in node if type(node) is list else node.values() if type(node) is dict else (): validate(x, depth + 1)
def unique(pairs):
    need(len(dict(pairs)) == len(pairs), "a key that stands twice")
    return dict(pairs)
def names(t):  # every name in a term or formula, bound or free, and every operator
    return {t} if isinstance(t, str) else set().union(*map(names, t)) if isinstance(t, list) else set()
def substitute(t, new):  # replaces free variables; refuses what a binder would capture
    if not isinstance(t, list) or not t: return new.get(t, t) if isinstance(t, str) else t
    places = BINDS.get(t[0], ()) if isinstance(t[0], str) else ()
    bound = {n for n, _ in t[1]} if t[0] == "forall" else {t[1]} if places else set()
    need(not any(bound & names(v) for v in new.values()), f"substitution captured by {sorted(bound)}")
    inner, first = {n: v for n, v in new.items() if n not in bound}, 2 if places or t[0] == "apply" else t[0] in PREFIX
    return t[:first] + [substitute(x, inner if i in places else new) for i, x in enumerate(t[first:], first)]
def bounded(p, new):  # polynomials are {((atom, exponent), ...): int or Fraction}; `new` are the terms of p that changed
    need(len(p) <= MAX_TERMS, f"more than {MAX_TERMS} terms")
    for m in new:
        need(sum(e for _, e in m) <= MAX_DEGREE, f"degree above {MAX_DEGREE}")
        need(sum(map(int.bit_length, p[m].as_integer_ratio())) <= MAX_BITS, f"a number above {MAX_BITS} bits")
        if not p[m]: del p[m]
    return p
def add(p, q, factor=1):
    return bounded(p | {m: p.get(m, 0) + factor * c for m, c in q.items()}, q)
def multiply(p, q):
    need(len(p) * len(q) <= 20 * MAX_TERMS, "a product of too many terms")
    out = {}
    for m, c in p.items():
        for n, d in q.items():
            exponents = dict(m)
            for a, e in n: exponents[a] = exponents.get(a, 0) + e
            mono = tuple(sorted(exponents.items()))
            out[mono] = out.get(mono, 0) + c * d
    return bounded(out, list(out))
def power(p, n):
    need(n <= MAX_DEGREE, f"exponent {n} above {MAX_DEGREE}")
    return multiply(p, power(p, n - 1)) if n > 1 else p if n else ONE
def quotient(c, d): return c // d if c % d == 0 else Fraction(c) / d
def frozen(p): return tuple(sorted(p.items()))
def monic(p): return frozen({m: quotient(c, p[min(p)]) for m, c in p.items()})
class Algebra:
    """Normal forms: polynomials over numbered atoms. A vector has degree one in vector atoms, so a dot product, being
    bilinear and symmetric, is the product of its two sides with every product of two vectors made one atom."""
    def __init__(self):
        self.sorts, self.ids, self.keys, self.random, self.free, self.memo, self.seen = {}, {}, [], [], [], {}, []
        self.facts, self.pointwise, self.steps = [], False, 0
    def atom(self, key, parts=(), random=None, opens=(), closes=None):  # random and open as its parts are
        if key not in self.ids:
            inside = {a for p in parts for m in p for a, _ in m}
            self.ids[key] = len(self.keys)
            self.keys.append(key)
            self.random.append(any(self.random[a] for a in inside) if random is None else random)
            self.free.append(frozenset(opens).union(*(self.free[a] for a in inside)) - {closes})
        return {((self.ids[key], 1),): 1}
    def compound(self, kind, *parts, **about): return self.atom((kind, *map(frozen, parts)), parts, **about)
    def natural(self, p):  # a polynomial in naturals with natural coefficients?
        return all(self.keys[a][0] == "nat" for m in p for a, _ in m) and all(c > 0 == c % 1 for c in p.values())
    def positive(self, p):  # one in naturals with positive coefficients and constant?
        return () in p and min(p.values()) > 0 and all(self.keys[a][0] == "nat" for m in p for a, _ in m)
    def fits(self, p, sort):  # may p stand for this sort? A vector has one vector factor in each term
        vectors = {sum(e for a, e in m if self.keys[a][0] == "vec") for m in p} <= {int("vec" in sort)}
        fixed = "rand" in sort or not any(self.random[a] for m in p for a, _ in m)
        return vectors and fixed and sort in SORTS and (sort != "nat" or self.natural(p))
    def typed(self, t, sort, env=None):  # the normal form of a term that must be of a sort
        p = self.normal(t, env)
        need(self.fits(p, sort), f"not of sort {sort}: {str(t)[:90]}")
        return p
    def normal(self, t, env=None):  # `env` maps bound variables to normal forms
        key = json.dumps(t)
        if not env and key not in self.memo:
            self.memo[key] = self.evaluate(t, {})
        return self.evaluate(t, env) if env else self.memo[key]
    def evaluate(self, t, env):
        normal, typed = (lambda u: self.normal(u, env)), (lambda u, sort: self.typed(u, sort, env))
        match t:
            case int(): return bounded({(): t}, [()])
            case str():
                sort = self.sorts.get(t)
                need(t in env or type(sort) is str, f"{t!r} is no declared variable")
                key = ("vec" if sort in ("vec", "randvec") else sort, t)
                return env[t] if t in env else self.atom(key, random=sort in ("random", "randvec"))
            case ["+", _, *_]: return reduce(add, map(normal, t[1:]))
            case ["*", _, *_]: return reduce(multiply, map(normal, t[1:]))
            case ["-", u]: return add({}, normal(u), -1)
            case ["-", u, v]: return add(normal(u), normal(v), -1)
            case ["/", u, v]: return multiply(normal(u), self.invert(typed(v, "random")))
            case ["^", ["^", u, m], n]: return self.power(normal(u), multiply(typed(m, "nat"), typed(n, "nat")))
            case ["^", u, n]: return self.power(normal(u), typed(n, "nat"))
            case ["sum", str(x), a, n, body]: return self.sum(x, typed(a, "nat"), typed(n, "nat"), body, env)
            case ["E", u]:
                mean = lambda p: self.compound("E", p, random=False)  # noqa: E731
                return self.split(typed(u, "random"), lambda a: self.random[a], mean)
            case ["dot", u, v]:
                pairs = multiply(typed(u, "randvec"), typed(v, "randvec"))
                return self.split(pairs, lambda a: self.keys[a][0] == "vec", lambda p: self.compound("dot", p))
            case ["sqrt", u]: return self.compound("sqrt", typed(u, "random"))
            case ["apply", str(f), *args]:
                sorts = self.sorts.get(f)
                need(type(sorts) is list and len(sorts) == len(args) + 1, f"{f!r} is no function of {len(args)}")
                values = [typed(u, WIDER.get(sort, sort)) for u, sort in zip(args, sorts[1:], strict=True)]
                key = ("vec" if "vec" in sorts[0] else "fn", f, *map(frozen, values))
                return self.atom(key, values, True if "rand" in sorts[0] else None)
        raise Refused(f"{str(t)[:90]} is not a term")
    def split(self, p, inside, wrap, empty=ONE):  # sum over the terms of outside * wrap(inside)
        out = {}
        for m, c in p.items():
            kept, left = tuple(x for x in m if inside(x[0])), tuple(x for x in m if not inside(x[0]))
            out = add(out, multiply({left: c}, wrap({kept: 1}) if kept else empty))
        return out
    def sum(self, x, first, count, body, env):
        """Sums are linear, start at 0 and have the constant part of their count unfolded at the top end."""
        need(x not in env and x not in self.sorts, f"bound variable {x!r} is already in use")
        extra, rest = int(count.get((), 0)), {m: c for m, c in count.items() if m}
        need(extra <= MAX_UNFOLD, f"a sum unfolded {extra} times")
        last = [{**env, x: add(add(first, rest), {(): i})} for i in range(extra)]
        out = reduce(add, (self.typed(body, "random", e) for e in last), {})
        level = str(body).count("'sum'")  # exceeds that of every inner sum and does not depend on names
        mark = self.atom(("nat", level), opens=[level])
        terms = self.typed(body, "random", {**env, x: add(first, mark)}) if rest else {}
        wrap = lambda p: self.compound("sum", rest, p, closes=level)  # noqa: E731
        return add(out, self.split(terms, lambda a: level in self.free[a], wrap, rest))
    def power(self, p, n):
        """p^n for natural n; symbolic exponents distribute over the factors of a single term."""
        symbolic = [power(self.symbolic(p, {m: 1}), c) for m, c in n.items() if m]
        return reduce(multiply, symbolic, power(p, n.get((), 0)))
    def symbolic(self, p, m):
        need(self.fits(p, "random"), "a vector has no power")
        if len(p) != 1:
            return self.compound("pow", p, m)
        ((mono, c),) = p.items()
        out = ONE if c == 1 else self.compound("pow", {(): c}, m)
        for a, e in mono:
            inverted = self.keys[a][0] == "inv" and self.invert(self.symbolic(dict(self.keys[a][1]), m))
            out = multiply(out, power(inverted or self.compound("pow", {((a, 1),): 1}, m), e))
        return out
    def invert(self, p):
        """1/p; the factors of a single term, and those all terms share, are inverted apart; anything else is an atom."""
        need(p, "division by zero")
        shared = set.intersection(*map(set, p)) if len(p) > 1 else ()
        if shared:
            rest = {tuple(x for x in m if x not in shared): c for m, c in p.items()}
            return multiply(self.invert({tuple(sorted(shared)): 1}), self.invert(rest))
        out, parts = {(): quotient(1, p[min(p)])}, [({((a, 1),): 1}, e) for a, e in min(p)]
        for d, e in parts if len(p) == 1 else [(dict(monic(p)), 1)]:
            self.seen += [d]
            key = self.keys[min(d)[0][0]] if len(d) == 1 else (None,)
            out = multiply(out, power(dict(key[1]) if key[0] == "inv" else self.compound("inv", d), e))
        return out
    def nonzero(self, d, known):  # positive by its form, known, or a power or inverse of such?
        key = self.keys[min(d)[0][0]] if len(d) == 1 and sum(e for _, e in min(d)) == 1 else (None,)
        inner = key[0] in ("pow", "inv") and self.nonzero(dict(key[1]), known)
        return bool(d) and (self.positive(d) or monic(d) in known or inner)
    def vanishes(self, p, known):  # once all its denominators, known to be nonzero, are multiplied out?
        for _ in range(MAX_DEGREE):
            a = next((a for m in p for a, _ in m if self.keys[a][0] == "inv"), None)
            if a is None:
                return not p
            d, out, most = dict(self.keys[a][1]), {}, max(dict(m).get(a, 0) for m in p)
            need(self.nonzero(d, known), f"not known to be nonzero: {[self.keys[b] for m in d for b, _ in m]}")
            for m, c in p.items():
                out = add(out, multiply({tuple(x for x in m if x[0] != a): c}, power(d, most - dict(m).get(a, 0))))
            p = out
        raise Refused("denominators nested too deep")
class Proof(Algebra):
    """The facts of one theorem and the rules of inference; each rule returns the formula that it derives."""
    def __init__(self, theorem):
        super().__init__()
        assumed = [*theorem["assume"], *theorem.get("needs", []), *(a["statement"] for a in theorem.get("axioms", []))]
        with self.scope(theorem["variables"].items(), assumed, calm=True):
            self.run(theorem["steps"])
            [self.holds(f) for f in theorem["show"]]
            [self.meaningful(f) for f in [*assumed, *theorem["show"]]]
    @contextmanager
    def scope(self, variables, premises=(), calm=False):
        """More variables and premises; nothing declared or learnt outlives it. A premise about random terms may hold at
        some sample points only, which bars the rule of means, unless it is meant for all (`calm`)."""
        saved, count = (self.sorts, self.memo, self.pointwise), len(self.facts)
        self.sorts, self.memo = dict(self.sorts), {}
        for n, sort in variables:
            need(type(n) is str and n.isidentifier() and n not in self.sorts, f"{n!r} cannot be declared here")
            need(set(sort if type(sort) is list else [sort]) <= set(SORTS), f"{n} has an unknown sort")
            self.sorts[n] = sort
        [self.learn(p) for p in premises]
        self.pointwise = self.pointwise or not calm and self.chancy(list(premises))
        yield
        (self.sorts, self.memo, self.pointwise), self.facts[count:] = saved, []
    def formula(self, f):  # refuses what is not a formula over the declared variables
        match f:
            case ["and", _, _, *_]: [self.formula(g) for g in f[1:]]
            case ["forall", list(variables), list(premises), conclusion]:
                with self.scope(variables): [self.formula(g) for g in [*premises, conclusion]]
            case ["limit" | "derivative" as kind, x, t, u]:
                with self.scope([[x, "nat" if kind == "limit" else "real"]]): [self.typed(w, "real") for w in (t, u)]
                self.typed(u if kind == "limit" else 0, "real")
            case ["independent", xi, list(past)]:
                need(all(self.sorts.get(n) == ["random", "nat"] for n in [xi, *past]), "not random sequences")
            case ["roots", b, c, "<" | "<=", r]: [self.typed(t, "real") for t in (b, c, r)]
            case ["=", u, v] if not (self.fits(self.normal(u), "random") and self.fits(self.normal(v), "random")):
                self.typed(u, "randvec"), self.typed(v, "randvec")
            case ["=" | "!=" | ">" | ">=", u, v]: self.typed(u, "random"), self.typed(v, "random")
            case _: raise Refused(f"{str(f)[:90]} is not a formula")
    def meaningful(self, f):  # refuses a statement whose denominators may be zero
        if f[0] == "forall":
            with self.scope(f[1]):
                [(self.meaningful(g), self.learn(g)) for g in f[2]]
                return self.meaningful(f[3])
        self.memo, self.seen = {}, []
        self.formula(f)
        seen, known = self.seen, self.known(i for i, g in enumerate(self.facts) if g[0] in ("!=", ">"))
        need(all(self.nonzero(d, known) for d in seen), f"a denominator may be zero in {str(f)[:300]}")
    def known(self, refs):
        return {frozen(ONE), *(monic(self.diff(self.fact(i, "!=", ">"))) for i in refs)} - {()}
    def diff(self, f): return add(self.normal(f[1]), self.normal(f[2]), -1)
    def same(self, f, g):
        return f == g or f[0] == g[0] in ("=", "!=", ">", ">=") and not add(self.diff(f), self.diff(g), -1)
    def holds(self, goal):  # refuses a goal that is not among the facts
        self.formula(goal)
        parts = [self.holds(g) for g in goal[1:] if goal[0] == "and"]
        need(parts or any(self.same(goal, f) for f in reversed(self.facts)), f"not established: {str(goal)[:300]}")
    def learn(self, f):  # a conjunction is followed by its parts
        self.formula(f)
        self.facts.append(f)
        [self.learn(g) for g in f[1:] if f[0] == "and"]
    def fact(self, i, *kinds):
        need(type(i) is int and 0 <= i < len(self.facts), f"there is no fact {i!r}")
        need(not kinds or self.facts[i][0] in kinds, f"fact {i} is not of kind {kinds}")
        return self.facts[i]
    def run(self, steps):
        for s in steps:
            self.steps += 1
            need(self.steps <= MAX_STEPS, f"more than {MAX_STEPS} steps")
            self.learn(getattr(self, "rule_" + s["rule"])(s))
    def prove(self, variables, premises, steps, goal):
        with self.scope(variables, premises): self.run(steps), self.holds(goal)
    def chancy(self, formulas): return any("rand" in str(self.sorts.get(n)) for n in names(formulas))
    def sign(self, factor):
        """(a quantity that is not negative, is it surely positive) for the rule `combine`."""
        match factor:
            case int(i): return self.diff(self.fact(i, ">", ">=")), self.facts[i][0] == ">"
            case ["square", t]: return power(self.typed(t, "random"), 2), False
            case ["nonzero", i]: return power(self.diff(self.fact(i, "!=")), 2), True
            case ["norm", u]: return self.normal(["dot", u, u]), False
            case ["natural", t]: return self.typed(t, "nat"), self.positive(self.typed(t, "nat"))
        raise Refused(f"{factor!r} has no sign")
    def rule_combine(self, s):
        """l - r = sum c_i (l_i - r_i) + sum d_j * (product of signed quantities), d_j >= 0. Ordered field axioms."""
        goal, p, strict = s["goal"], self.diff(s["goal"]), s["goal"][0] != ">"
        need(goal[0] in (">", ">=") or goal[0] == "=" and not s.get("sum"), "combine shows =, > or >=")
        for weight, *factors in s.get("sum", []):
            signs, w = [self.sign(f) for f in factors], self.normal(weight)
            need(set(w) <= {()} and w.get((), 0) >= 0, "a weight is negative")
            p = add(p, reduce(multiply, (q for q, _ in signs), w), -1)
            strict = strict or bool(w) and all(sure for _, sure in signs)
        for c, i in s.get("with", []):
            p = add(p, multiply(self.normal(c), self.diff(self.fact(i, "="))), -1)
        need(strict, "weak for strict: no summand is surely positive")
        need(self.vanishes(p, self.known(s.get("nonzero", []))), f"the combination leaves {len(p)} terms")
        return goal
    def rule_nonzero(self, s):
        """(l - r) m = c * product of nonzero quantities, c a nonzero number: l != r. Field axioms."""
        p, c = multiply(self.diff(s["goal"]), self.typed(s.get("times", 1), "random")), self.normal(s.get("number", 1))
        need(s["goal"][0] == "!=" and set(c) == {()}, "it shows !=, and the number is not 0")
        q = reduce(multiply, (self.diff(self.fact(i, "!=", ">")) for i in s["product"]), c)
        need(self.vanishes(add(p, q, -1), self.known(s.get("nonzero", []))), "not that product")
        return s["goal"]
    def rule_rewrite(self, s):
        """l = r: t[l] = t[r] for a term t with holes #. Substitution of equals."""
        _, u, v = self.fact(s["fact"], "=")
        need(not (self.pointwise and self.chancy([u, v])), "an equation at some sample points only")
        return ["=", substitute(s["in"], {"#": u}), substitute(s["in"], {"#": v})]
    def rule_mean(self, s):
        """X >= Y at every sample point: E X >= E Y (also >, =). Monotonicity of the expectation."""
        relation, u, v = self.fact(s["fact"], "=", ">=", ">")
        need(not self.pointwise, "a relation at some sample points only")
        return [relation, ["E", u], ["E", v]]
    def rule_independent(self, s):
        """E(ab) = E(a) E(b): a depends on xi(k) only, b on theta(j), j <= k, and xi(j), j < k. Independence."""
        _, xi, past = self.fact(s["fact"], "independent")
        terms = [self.typed(s[x], "random") for x in ("of", "and")]
        keys = [[self.keys[a] for m in p for a, _ in m if self.random[a]] for p in terms]
        need(all(k[0] == "fn" and len(k) == 3 for part in keys for k in part), "only polynomials in the sequences")
        need(len(set(keys[0])) == 1 and keys[0][0][1] == xi, f"not a polynomial in one {xi}")
        for _, n, j in keys[1]:
            gap = add(dict(keys[0][0][2]), dict(j), -1)
            need(self.natural(gap) and (n in past or n == xi and () in gap), f"{n} is not in the past of {xi}")
        return ["=", ["E", ["*", s["of"], s["and"]]], ["*", ["E", s["of"]], ["E", s["and"]]]]
    def rule_inst(self, s):
        """What holds for all values of the variables holds for these."""
        _, variables, premises, conclusion = self.fact(s["fact"], "forall")
        new = {n: s["terms"][n] for n, sort in variables if self.typed(s["terms"][n], sort) is not None}
        for p, i in zip(premises, s.get("premises", []), strict=True):
            need(self.same(substitute(p, new), self.fact(i)), f"premise {p} is not fact {i}")
        return substitute(conclusion, new)
    def rule_generalize(self, s):
        """Shown for variables of which only the premises are known: holds for all such."""
        self.prove(s["variables"], s["premises"], s["steps"], s["goal"])
        return ["forall", s["variables"], s["premises"], s["goal"]]
    def rule_induct(self, s):
        """P(0), and P(k + 1) from P(k): P for every natural. Peano."""
        k, goal = s["variable"], s["goal"]
        self.prove([], [], s["base"], substitute(goal, {k: 0}))
        with self.scope([[k, "nat"]], [goal], calm=True):
            self.run(s["step"]), self.holds(substitute(goal, {k: ["+", k, 1]}))
        return ["forall", [[k, "nat"]], [], goal]
    def rule_cases(self, s):
        """Either a > b or b >= a. Linear order."""
        (a, b), goal = s["on"], s["goal"]
        self.prove([], [[">", a, b]], s["greater"], goal)
        self.prove([], [[">=", b, a]], s["otherwise"], goal)
        return goal
    def rule_jury(self, s):
        """Roots of z^2 + bz + c have |z| < r (<=), r > 0, iff r^2 + br + c, r^2 - br + c, r^2 - c > 0 (>=). Jury."""
        goal = self.fact(s["fact"], "roots") if "fact" in s else s["goal"]
        _, b, c, relation, r = goal
        square, sign = ["*", r, r], ">" if relation == "<" else ">="
        tests = [["+", square, ["*", b, r], c], ["-", ["+", square, c], ["*", b, r]], ["-", square, c]]
        self.holds([">", r, 0])
        [self.holds([sign, t, 0]) for t in tests if "fact" not in s]
        return ["and", *([sign, t, 0] for t in tests)] if "fact" in s else goal
    def rule_limit(self, s):
        """|t - L| <= B c^k with 0 <= c < 1, or <= B/(k + 1), for every natural k: t -> L. Definition of the limit."""
        (kind, k, t, value), c, constant = s["goal"], s.get("ratio"), s["constant"]
        need(kind == "limit" and not {k} & names([c, constant]), "not a limit, or the bound's constants vary")
        rate = ["/", constant, ["+", k, 1]] if c is None else ["*", constant, ["^", c, k]]
        wanted = [["forall", [[k, "nat"]], [], [">=", rate, ["-", *gap]]] for gap in ([t, value], [value, t])]
        [self.holds(f) for f in (wanted if c is None else [*wanted, [">=", c, 0], [">", 1, c]])]
        return s["goal"]
    def rule_derivative(self, s):
        """d/dx of a term by the table of elementary derivatives; `facts` give those of named functions."""
        facts = (self.fact(i, "derivative") for i in s.get("facts", []))
        table = {f[2][1]: f for f in facts if f[2] == ["apply", f[2][1], f[1]]}
        goal = s.get("goal") or ["derivative", s["variable"], s["of"], self.slope(s["of"], s["variable"], table)]
        with self.scope([[goal[1], "real"]]):
            same = self.same(["=", goal[3], 0], ["=", self.slope(goal[2], goal[1], table), 0])
        need(same and goal[0] == "derivative", "another derivative")
        return goal
    def slope(self, f, x, table):
        d = lambda u: self.slope(u, x, table)  # noqa: E731
        match f:
            case _ if f == x or x not in names(f): return int(f == x)
            case ["+" | "-" as op, *parts]: return [op, *map(d, parts)]
            case ["*", u]: return d(u)
            case ["*", u, *v]: return ["+", ["*", d(u), *v], ["*", u, d(["*", *v])]]
            case ["/", u, v] if x not in names(v): return ["/", d(u), v]
            case ["^", u, int(n)] if n > 0: return ["*", n, ["^", u, n - 1], d(u)]
            case ["apply", name, u] if name in table:
                return ["*", substitute(table[name][3], {table[name][1]: u}), d(u)]
        raise Refused(f"no derivative of {str(f)[:90]} in the table")
    def rule_monotone(self, s):
        """f' >= 0 on [a, b], a <= b: f(b) >= f(a). Mean value theorem."""
        (_, x, f, slope), a, b = self.fact(s["fact"], "derivative"), s["from"], s["to"]
        self.holds([">=", b, a])
        self.prove([[x, "real"]], [[">=", x, a], [">=", b, x]], s["steps"], [">=", slope, 0])
        return [">=", substitute(f, {x: b}), substitute(f, {x: a})]
    def rule_root(self, s):
        """t >= 0: sqrt(t)^2 = t and sqrt(t) >= 0. Definition of the root."""
        self.holds([">=", s["of"], 0])
        return ["and", ["=", ["^", ["sqrt", s["of"]], 2], s["of"]], [">=", ["sqrt", s["of"]], 0]]
def check(text):
    """The verdict on a certificate given as bytes: data for JSON."""
    try:
        need(len(text) <= MAX_BYTES, f"more than {MAX_BYTES} bytes")
        validate(certificate := json.loads(text, object_pairs_hook=unique))
        need(certificate["format"] == FORMAT and certificate["theorems"], f"not a certificate of format {FORMAT}")
        proofs = [(t, Proof(t).steps) for t in certificate["theorems"]]
    except (Refused, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as why:
        reason = str(why) if isinstance(why, Refused) else f"malformed certificate: {why!r}"
        return {"verdict": "REJECTED", "why": reason[:500]}
    parts = [{x: t.get(x, []) for x in ("name", "needs", "axioms", "assume", "show")} | {"steps": n} for t, n in proofs]
    return {"verdict": "PROVED", "theorems": parts, "sha256": hashlib.sha256(text).hexdigest()}
if __name__ == "__main__":
    result = check(sys.stdin.buffer.read())
    print(json.dumps(result))
    sys.exit(result["verdict"] != "PROVED")
