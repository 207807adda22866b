"""A certificate is a proof when every one of its steps follows from earlier ones by the rules of this file.

Stand-alone: `python -I -S checker.py < certificate.json` prints a verdict as JSON; exit 0 accepted, 1 rejected.
LANGUAGE.md beside this file says what terms, formulas, facts and rules mean. Functions are total (1/0 = 0, 0^0 = 1),
but every denominator in a theorem's statement must be shown to be nonzero.
"""
import hashlib
import json
import sys
from contextlib import contextmanager
from fractions import Fraction
from functools import reduce
from unicodedata import normalize

FORMAT = "qedescent-certificate-1"
MAX_BYTES, MAX_DEPTH, MAX_STEPS, MAX_TERMS = 8_000_000, 150, 20_000, 20_000
MAX_DEGREE, MAX_BITS, MAX_UNFOLD, MAX_WORK = 200, 6_000, 100, 2_000_000
ONE = {(): 1}
SORTS, WIDER = frozenset("nat real random vec randvec".split()), {"real": "random", "vec": "randvec"}
OPERATORS = frozenset("+ * - / ^ E dot sqrt sum apply = != > >= and forall limit derivative roots independent".split())
BINDS = {"sum": (4,), "limit": (2,), "derivative": (2, 3), "forall": (2, 3)}  # places in which a variable is bound
class Refused(Exception): """The certificate is no proof; the message says why."""
def need(condition, message):
    if not condition: raise Refused(message)
def validate(node, spend=lambda units: None, depth=0):  # only objects, lists, strings and integers, not too deep
    spend(1)
    if depth > MAX_DEPTH: raise Refused(f"nested deeper than {MAX_DEPTH}")
    if type(node) not in (list, dict, int, str): raise Refused(f"{node!r} is no integer, string, list or object")
    for x in node if type(node) is list else node.values() if type(node) is dict else (): validate(x, spend, depth + 1)
    return node
def unique(pairs):
    need(len(found := dict(pairs)) == len(pairs), "a key that stands twice")
    return found
def proper(n):  # a name that is spelt in one way only, and is no operator?
    return type(n) is str and n.isidentifier() and normalize("NFKC", n) == n and n not in OPERATORS
def names(t):  # every name in a term or formula, bound or free, every operator and sort
    return {t} if isinstance(t, str) else set().union(*map(names, t)) if isinstance(t, (list, dict)) else set()
def substitute(t, new, taken=None):  # replaces free variables; refuses what a binder would capture
    if not isinstance(t, list) or not t: return new.get(t, t) if isinstance(t, str) else t
    taken, op = names(list(new.values())) if taken is None else taken, t[0] if isinstance(t[0], str) else None
    places = BINDS.get(op, ())
    bound = {n for n, _ in t[1]} if op == "forall" else {t[1]} if places else set()
    if bound & taken: raise Refused(f"substitution captured by {sorted(bound)}")
    inner, first = {n: v for n, v in new.items() if n not in bound}, 2 if places or op == "apply" else op in OPERATORS
    return t[:first] + [substitute(x, inner if i in places else new, taken) for i, x in enumerate(t[first:], first)]
def bounded(p, new):  # polynomials are {((atom, exponent), ...): int or Fraction}; `new` are the terms of p that changed
    if len(p) > MAX_TERMS: raise Refused(f"more than {MAX_TERMS} terms")
    for m in new:
        c = p[m]
        if not c: del p[m]
        elif c.numerator.bit_length() + c.denominator.bit_length() > MAX_BITS: raise Refused(f"above {MAX_BITS} bits")
    return p
def add(p, q, factor=1): return bounded(p | {m: p.get(m, 0) + factor * c for m, c in q.items()}, q)
def total(parts):  # their sum
    out = {}
    for p in parts:
        for m, c in p.items(): out[m] = out[m] + c if m in out else c
        bounded(out, p)
    return out
def joined(m, n):  # the product of two monomials
    if not m or not n: return m or n
    exponents = dict(m)
    for a, e in n: exponents[a] = exponents.get(a, 0) + e
    if sum(exponents.values()) > MAX_DEGREE: raise Refused(f"degree above {MAX_DEGREE}")
    return tuple(sorted(exponents.items()))
def multiply(p, q):
    if p == ONE or q == ONE: return q if p == ONE else p
    if len(p) * len(q) > 20 * MAX_TERMS: raise Refused(f"a product of more than {20 * MAX_TERMS} terms")
    return total({joined(m, n): c * d for n, d in q.items()} for m, c in p.items())
def power(p, n, product=multiply):
    if n > MAX_DEGREE: raise Refused(f"exponent {n} above {MAX_DEGREE}")
    return reduce(product, [p] * int(n), ONE)
def quotient(c, d): return c // d if c % d == 0 else Fraction(c) / d
def frozen(p): return tuple(sorted(p.items()))
def monic(p):
    terms = frozen(p)
    return tuple((m, quotient(c, terms[0][1])) for m, c in terms)
class Algebra:
    """Normal forms: polynomials over numbered atoms. A vector has degree one in vector atoms, so a dot product, being
    bilinear and symmetric, is the product of its two sides with every product of two vectors made one atom."""
    def __init__(self, left=sys.maxsize):  # `left` is the work that may still be done
        self.sorts, self.ids, self.keys, self.random, self.free, self.memo, self.seen = {}, {}, [], [], [], {}, []
        self.facts, self.pointwise, self.steps, self.left, self.declared = [], False, 0, left, {}
    def spend(self, units):
        self.left -= units
        if self.left < 0: raise Refused(f"more than {MAX_WORK} units of work")
    def multiply(self, p, q):
        self.spend((len(p) + sum(map(len, p))) * (len(q) + sum(map(len, q))))
        return multiply(p, q)
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
        if not self.fits(p, sort): raise Refused(f"not of sort {sort}: {str(t)[:90]}")
        return p
    def normal(self, t, env=None):  # `env` maps bound variables to normal forms
        if env: p = self.evaluate(t, env)
        elif (p := self.memo.get(key := repr(t))) is None: p = self.memo[key] = self.evaluate(t, {})
        self.spend(1 + len(p) + (0 if env else len(key) >> 4))
        return p
    def evaluate(self, t, env):
        normal, typed = (lambda u: self.normal(u, env)), (lambda u, sort: self.typed(u, sort, env))
        match t:
            case int(): return bounded({(): t}, [()])
            case str() if t in env: return env[t]
            case str() if type(sort := self.sorts.get(t)) is str:
                return self.atom(("vec" if "vec" in sort else sort, t), random="rand" in sort)
            case ["+", _, *_]: return total(map(normal, t[1:]))
            case ["*", _, *_]: return reduce(self.multiply, map(normal, t[1:]))
            case ["-", u]: return add({}, normal(u), -1)
            case ["-", u, v]: return add(normal(u), normal(v), -1)
            case ["/", u, v]: return self.multiply(normal(u), self.invert(typed(v, "random")))
            case ["^", ["^", u, m], n]: return self.power(normal(u), self.multiply(typed(m, "nat"), typed(n, "nat")))
            case ["^", u, n]: return self.power(normal(u), typed(n, "nat"))
            case ["sum", str(x), a, n, body]: return self.sum(x, typed(a, "nat"), typed(n, "nat"), body, env)
            case ["E", u]:
                return self.split(typed(u, "random"), lambda a: self.random[a], lambda p: self.compound("E", p, random=False))
            case ["dot", u, v]:
                pairs = self.multiply(typed(u, "randvec"), typed(v, "randvec"))
                return self.split(pairs, lambda a: self.keys[a][0] == "vec", lambda p: self.compound("dot", p))
            case ["sqrt", u]: return self.compound("sqrt", typed(u, "random"))
            case ["apply", str(f), *args] if type(sorts := self.sorts.get(f)) is list and len(sorts) == len(args) + 1:
                values = [typed(u, WIDER.get(sort, sort)) for u, sort in zip(args, sorts[1:], strict=True)]
                key = ("vec" if "vec" in sorts[0] else "fn", f, *map(frozen, values))
                return self.atom(key, values, True if "rand" in sorts[0] else None)
        raise Refused(f"{str(t)[:90]} is not a term in what is declared")
    def split(self, p, inside, wrap, empty=ONE):  # sum over the terms of outside * wrap(inside)
        parts = ((c, tuple(x for x in m if inside(x[0])), tuple(x for x in m if not inside(x[0]))) for m, c in p.items())
        return total(self.multiply({left: c}, wrap({kept: 1}) if kept else empty) for c, kept, left in parts)
    def sum(self, x, first, count, body, env):
        """Sums are linear, start at 0 and have the constant part of their count unfolded at the top end."""
        need(proper(x) and x not in env and x not in self.sorts, f"bound variable {x!r} is already in use or no name")
        extra, rest = int(count.get((), 0)), {m: c for m, c in count.items() if m}
        need(extra <= MAX_UNFOLD, f"a sum unfolded {extra} times")
        out = total(self.typed(body, "random", {**env, x: total([first, rest, {(): i}])}) for i in range(extra))
        if not rest: return out
        level = str(body).count("'sum'")  # exceeds that of every inner sum and does not depend on names
        mark = self.atom(("nat", level), opens=[level])
        terms = self.typed(body, "random", {**env, x: total([first, mark])})
        wrap = lambda p: self.compound("sum", rest, p, closes=level)  # noqa: E731
        return total([out, self.split(terms, lambda a: level in self.free[a], wrap, rest)])
    def power(self, p, n):  # symbolic exponents distribute over the factors of a single term
        symbolic = [power(self.symbolic(p, {m: 1}), c, self.multiply) for m, c in n.items() if m]
        return reduce(self.multiply, symbolic, power(p, n.get((), 0), self.multiply))
    def symbolic(self, p, m):
        need(self.fits(p, "random"), "a vector has no power")
        if len(p) != 1: return self.compound("pow", p, m)
        ((mono, c),) = p.items()
        out = ONE if c == 1 else self.compound("pow", {(): c}, m)
        for a, e in mono:
            inverted = self.keys[a][0] == "inv" and self.invert(self.symbolic(dict(self.keys[a][1]), m))
            out = self.multiply(out, power(inverted or self.compound("pow", {((a, 1),): 1}, m), e, self.multiply))
        return out
    def invert(self, p):  # the factors of a single term, and those all terms share, are inverted apart
        need(p, "division by zero")
        shared = set.intersection(*map(set, p)) if len(p) > 1 else ()
        if shared:
            rest = {tuple(x for x in m if x not in shared): c for m, c in p.items()}
            return self.multiply(self.invert({tuple(sorted(shared)): 1}), self.invert(rest))
        out, parts = {(): quotient(1, p[min(p)])}, [({((a, 1),): 1}, e) for a, e in min(p)]
        for d, e in parts if len(p) == 1 else [(dict(monic(p)), 1)]:
            self.seen += [d]
            key = self.keys[min(d)[0][0]] if len(d) == 1 else (None,)
            out = self.multiply(out, power(dict(key[1]) if key[0] == "inv" else self.compound("inv", d), e, self.multiply))
        return out
    def nonzero(self, d, known):  # positive by its form, known, or a power or inverse of such?
        key = self.keys[min(d)[0][0]] if len(d) == 1 and sum(e for _, e in min(d)) == 1 else (None,)
        inner = key[0] in ("pow", "inv") and self.nonzero(dict(key[1]), known)
        return bool(d) and (self.positive(d) or monic(d) in known or inner)
    def vanishes(self, p, known):  # once all its denominators, known to be nonzero, are multiplied out?
        while (a := next((a for m in p for a, _ in m if self.keys[a][0] == "inv"), None)) is not None:
            d, rows = dict(self.keys[a][1]), [({tuple(x for x in m if x[0] != a): c}, dict(m).get(a, 0)) for m, c in p.items()]
            if not self.nonzero(d, known): raise Refused(f"not known to be nonzero: {[self.keys[b] for m in d for b, _ in m]}")
            powers = [power(d, e, self.multiply) for e in range(max(e for _, e in rows) + 1)]
            p = total(self.multiply(rest, powers[-1 - e]) for rest, e in rows)
        return not p
class Proof(Algebra):
    """The facts of one theorem and the rules of inference; each rule returns the formula that it derives."""
    def __init__(self, theorem, left):
        super().__init__(left)
        need(theorem["show"], "a theorem that shows nothing")
        assumed = [*theorem["assume"], *theorem.get("needs", []), *(a["statement"] for a in theorem.get("axioms", []))]
        with self.scope(theorem["variables"].items(), assumed, calm=True):
            self.run(theorem["steps"])
            [self.holds(f) for f in theorem["show"]]
            [self.meaningful(f) for f in [*assumed, *theorem["show"]]]
    @contextmanager
    def scope(self, variables, premises=(), calm=False):
        """More variables and premises, for a while. A premise may hold at some sample points only, unless it is `calm`."""
        saved, count = (self.sorts, self.memo, self.pointwise), len(self.facts)
        self.spend(len(self.memo) >> 4)
        self.sorts, self.memo = dict(self.sorts), dict(self.memo)
        for n, sort in variables:
            fresh = proper(n) and n not in self.sorts and self.declared.setdefault(n, sort) == sort
            need(fresh and SORTS.issuperset(sort if type(sort) is list else [sort]), f"{n!r} cannot be declared here as {sort}")
            self.sorts[n] = sort
        [self.learn(p) for p in premises]
        self.pointwise = self.pointwise or not calm and self.chancy(list(premises))
        yield  # a refusal ends the proof: nothing is restored after one
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
            case ["=", u, v] if not all(self.fits(self.normal(t), "random") for t in (u, v)):
                self.typed(u, "randvec"), self.typed(v, "randvec")
            case ["=" | "!=" | ">" | ">=", u, v]: self.typed(u, "random"), self.typed(v, "random")
            case _: raise Refused(f"{str(f)[:90]} is not a formula")
    def meaningful(self, f):  # refuses a statement whose denominators may be zero
        if f[0] == "forall":
            with self.scope(f[1]): return [(self.meaningful(g), self.learn(g)) for g in f[2]], self.meaningful(f[3])
        self.memo, self.seen = {}, []
        self.formula(f)
        seen, known = self.seen, self.known(i for i, g in enumerate(self.facts) if g[0] in ("!=", ">"))
        need(all(self.nonzero(d, known) for d in seen), f"a denominator may be zero in {str(f)[:300]}")
    def known(self, refs): return {frozen(ONE), *(monic(self.diff(self.fact(i, "!=", ">"))) for i in refs)} - {()}
    def diff(self, f): return add(self.normal(f[1]), self.normal(f[2]), -1)
    def same(self, f, g):
        return f == g or f[0] == g[0] in ("=", "!=", ">", ">=") and not add(self.diff(f), self.diff(g), -1)
    def holds(self, goal):  # refuses a goal that is not among the facts
        self.formula(goal), self.spend(len(self.facts))
        parts = [self.holds(g) for g in goal[1:] if goal[0] == "and"]
        need(parts or any(self.same(goal, f) for f in reversed(self.facts)), f"not established: {str(goal)[:300]}")
    def learn(self, f):  # a conjunction is followed by its parts
        self.formula(validate(f, self.spend))
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
    def chancy(self, formulas):  # may its truth depend on the sample point?
        return any(n in WIDER.values() or "rand" in str(self.sorts.get(n)) for n in names(formulas))
    def sign(self, factor):
        """(a quantity that is not negative, is it surely positive) for the rule `combine`."""
        match factor:
            case int(i): return self.diff(self.fact(i, ">", ">=")), self.facts[i][0] == ">"
            case ["square", t]: return power(self.typed(t, "random"), 2, self.multiply), False
            case ["nonzero", i]: return power(self.diff(self.fact(i, "!=")), 2, self.multiply), True
            case ["norm", u]: return self.normal(["dot", u, u]), False
            case ["natural", t]: return self.typed(t, "nat"), self.positive(self.typed(t, "nat"))
        raise Refused(f"{factor!r} has no sign")
    def rule_combine(self, s):
        """l - r = sum c_i (l_i - r_i) + sum d_j * (product of signed quantities), d_j >= 0. Ordered fields (Rudin 1976, 1.17)."""
        goal, parts, strict = s["goal"], [self.diff(s["goal"])], s["goal"][0] != ">"
        need(goal[0] in (">", ">=") or goal[0] == "=" and not s.get("sum"), "combine shows =, > or >=")
        for weight, *factors in s.get("sum", []):
            signs, w = [self.sign(f) for f in factors], self.normal(weight)
            need(set(w) <= {()} and w.get((), 0) >= 0, "a weight is negative")
            parts += [reduce(self.multiply, (q for q, _ in signs), add({}, w, -1))]
            strict = strict or bool(w) and all(sure for _, sure in signs)
        parts += [self.multiply(add({}, self.normal(c), -1), self.diff(self.fact(i, "="))) for c, i in s.get("with", [])]
        need(strict, "weak for strict: no summand is surely positive")
        need(self.vanishes(total(parts), self.known(s.get("nonzero", []))), "the combination leaves terms over")
        return goal
    def rule_nonzero(self, s):
        """(l - r) m = c * product of nonzero quantities, c a nonzero number: l != r. Fields (Rudin 1976, 1.16)."""
        p, c = self.multiply(self.diff(s["goal"]), self.typed(s.get("times", 1), "random")), self.normal(s.get("number", 1))
        need(s["goal"][0] == "!=" and set(c) == {()}, "it shows !=, and the number is not 0")
        q = reduce(self.multiply, (self.diff(self.fact(i, "!=", ">")) for i in s["product"]), c)
        need(self.vanishes(add(p, q, -1), self.known(s.get("nonzero", []))), "not that product")
        return s["goal"]
    def rule_rewrite(self, s):
        """l = r: t[l] = t[r] for a term t with holes #. Substitution of equals (Leibniz)."""
        _, u, v = validate(self.fact(s["fact"], "="), self.spend)
        need(not (self.pointwise and self.chancy([u, v])), "an equation at some sample points only")
        return ["=", substitute(s["in"], {"#": u}), substitute(s["in"], {"#": v})]
    def rule_mean(self, s):
        """X >= Y at every sample point: E X >= E Y (also >, =). Monotonicity of the integral (Rudin 1976, 11.23)."""
        relation, u, v = self.fact(s["fact"], "=", ">=", ">")
        need(not self.pointwise, "a relation at some sample points only")
        return [relation, ["E", u], ["E", v]]
    def rule_independent(self, s):
        """E(ab) = E(a) E(b): a depends on xi(k) only, b on theta(j), j <= k, xi(j), j < k. Independence (Williams 1991, 7.1)."""
        _, xi, past = self.fact(s["fact"], "independent")
        keys = [[self.keys[a] for m in self.typed(s[x], "random") for a, _ in m if self.random[a]] for x in ("of", "and")]
        need(all(k[0] == "fn" and len(k) == 3 for part in keys for k in part), "only polynomials in the sequences")
        need(len(set(keys[0])) == 1 and keys[0][0][1] == xi, f"not a polynomial in one {xi}")
        for _, n, j in keys[1]:
            gap = add(dict(keys[0][0][2]), dict(j), -1)
            need(self.natural(gap) and (n in past or n == xi and () in gap), f"{n} is not in the past of {xi}")
        return ["=", ["E", ["*", s["of"], s["and"]]], ["*", ["E", s["of"]], ["E", s["and"]]]]
    def rule_inst(self, s):
        """What holds for all values of the variables that satisfy the premises holds for these. Gentzen (1935)."""
        _, variables, premises, conclusion = self.fact(s["fact"], "forall")
        new = {n: s["terms"][n] for n, sort in variables if self.typed(s["terms"][n], sort) is not None}
        for p, i in zip(premises, s.get("premises", []), strict=True):
            need(self.same(validate(substitute(p, new), self.spend), self.fact(i)), f"a premise is not fact {i}")
        return substitute(conclusion, new)
    def rule_generalize(self, s):
        """Shown for fresh variables of which only the premises are known: holds for all such. Gentzen (1935)."""
        self.prove(s["variables"], s["premises"], s["steps"], s["goal"])
        return ["forall", s["variables"], s["premises"], s["goal"]]
    def rule_induct(self, s):
        """P(0), and P(k + 1) from P(k): P for every natural. Induction (Peano 1889)."""
        k, goal = s["variable"], s["goal"]
        self.prove([], [], s["base"], substitute(goal, {k: 0}))
        with self.scope([[k, "nat"]], [goal], calm=True):
            self.run(s["step"]), self.holds(substitute(goal, {k: ["+", k, 1]}))
        return ["forall", [[k, "nat"]], [], goal]
    def rule_cases(self, s):
        """Shown for a > b and for b >= a: holds. The order is linear (Rudin 1976, 1.5)."""
        (a, b), goal = s["on"], s["goal"]
        for premise, side in ([">", a, b], "greater"), ([">=", b, a], "otherwise"): self.prove([], [premise], s[side], goal)
        return goal
    def rule_jury(self, s):
        """Roots of z^2 + bz + c have |z| < r (<=), r > 0, iff r^2 + br + c, r^2 - br + c, r^2 - c > 0 (>=). Jury (1962)."""
        goal = self.fact(s["fact"], "roots") if "fact" in s else s["goal"]
        _, b, c, relation, r = goal
        square, sign = ["*", r, r], ">" if relation == "<" else ">="
        margins = [[sign, t, 0] for t in (["+", square, ["*", b, r], c], ["-", ["+", square, c], ["*", b, r]], ["-", square, c])]
        [self.holds(f) for f in [[">", r, 0], *([] if "fact" in s else margins)]]
        return ["and", *margins] if "fact" in s else goal
    def rule_limit(self, s):
        """|t - L| <= B c^k with 0 <= c < 1, or <= B/(k + 1), for every natural k: t -> L. Limits (Rudin 1976, 3.20)."""
        (kind, k, t, value), c, constant = s["goal"], s.get("ratio"), s["constant"]
        need(kind == "limit" and not {k} & names([c, constant]), "not a limit, or the bound's constants vary")
        rate = ["/", constant, ["+", k, 1]] if c is None else ["*", constant, ["^", c, k]]
        wanted = [["forall", [[k, "nat"]], [], [">=", rate, ["-", *gap]]] for gap in ([t, value], [value, t])]
        [self.holds(f) for f in (wanted if c is None else [*wanted, [">=", c, 0], [">", 1, c]])]
        return s["goal"]
    def rule_derivative(self, s):
        """d/dx of a term by the table in `slope`; `facts` give those of named functions. Chain rule (Rudin 1976, 5.3-5.5)."""
        facts = (self.fact(i, "derivative") for i in s.get("facts", []))
        table = {f[2][1]: f for f in facts if f[2] == ["apply", f[2][1], f[1]]}
        x, of = s["goal"][1:3] if "goal" in s else (s["variable"], s["of"])
        slope = validate(self.slope(of, x, table), self.spend)
        goal = s.get("goal", ["derivative", x, of, slope])
        with self.scope([[x, "real"]]): same = self.same(["=", goal[3], 0], ["=", slope, 0])
        need(same and goal[0] == "derivative", "another derivative")
        return goal
    def slope(self, f, x, table):
        d = lambda u: self.slope(u, x, table)  # noqa: E731
        match validate(f, self.spend):
            case _ if f == x or x not in names(f): return int(f == x)
            case ["+" | "-" as op, *parts]: return [op, *map(d, parts)]
            case ["*", u]: return d(u)
            case ["*", u, *v]: return ["+", ["*", d(u), *v], ["*", u, d(["*", *v])]]
            case ["/", u, v] if x not in names(v): return ["/", d(u), v]
            case ["^", u, int(n)] if n > 0: return ["*", n, ["^", u, n - 1], d(u)]
            case ["apply", name, u] if name in table: return ["*", substitute(table[name][3], {table[name][1]: u}), d(u)]
        raise Refused(f"no derivative of {str(f)[:90]} in the table")
    def rule_monotone(self, s):
        """f' >= 0 on [a, b], a <= b: f(b) >= f(a). Mean value theorem (Rudin 1976, 5.11)."""
        (_, x, f, slope), a, b = self.fact(s["fact"], "derivative"), s["from"], s["to"]
        self.typed(a, "real"), self.typed(b, "real"), self.holds([">=", b, a])
        self.prove([[x, "real"]], [[">=", x, a], [">=", b, x]], s["steps"], [">=", slope, 0])
        return [">=", substitute(f, {x: b}), substitute(f, {x: a})]
    def rule_root(self, s):
        """t >= 0: sqrt(t)^2 = t, sqrt(t) >= 0. From u >= 0, u^2 = t: sqrt(t) = u. The root is unique (Rudin 1976, 1.21)."""
        root, of, u = ["sqrt", s["of"]], s["of"], s.get("is")
        [self.holds(f) for f in ([[">=", of, 0]] if u is None else [[">=", u, 0], ["=", ["^", u, 2], of]])]
        return ["and", ["=", ["^", root, 2], of], [">=", root, 0]] if u is None else ["=", root, u]
def check(text):
    """The verdict on a certificate given as bytes: data for JSON."""
    try:
        need(len(text) <= MAX_BYTES, f"more than {MAX_BYTES} bytes")
        validate(certificate := json.loads(text, object_pairs_hook=unique))
        need(certificate["format"] == FORMAT and certificate["theorems"], f"not a certificate of format {FORMAT}")
        theorems, left, statement = [], MAX_WORK, ("name", "variables", "needs", "axioms", "assume", "show")
        for t in certificate["theorems"]:
            left = (proof := Proof(t, left)).left
            theorems.append({x: t.get(x, []) for x in statement} | {"steps": proof.steps})
    except (Refused, LookupError, TypeError, ValueError, AttributeError, RecursionError, MemoryError) as why:
        known = {Refused: str(why), RecursionError: f"nested deeper than {MAX_DEPTH}"}
        return {"verdict": "REJECTED", "why": known.get(type(why), f"malformed certificate: {why!r}")[:500]}
    return {"verdict": "PROVED", "theorems": theorems, "sha256": hashlib.sha256(text).hexdigest()}
if __name__ == "__main__":
    print(json.dumps(result := check(sys.stdin.buffer.read())))
    sys.exit(result["verdict"] != "PROVED")
