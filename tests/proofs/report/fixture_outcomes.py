"""Outcomes of six imagined checks for the tests of the report; their numbers are made up."""

from __future__ import annotations

from typing import Any

from qedescent.proofs.certificates import certificate_bytes, sha256
from qedescent.proofs.outcome import (
    Agreement,
    Axiom,
    MeasurementOutcome,
    Outcome,
    ProofOutcome,
    Reading,
    RivalOutcome,
    Verdict,
)

Term = Any
NOT_MEASURED = MeasurementOutcome(Agreement.NOT_MEASURED)
BOUND: Term = ["/", ["*", 2, ["+", 1, "alpha"]], "lambda"]
TRACE: Term = ["-", ["+", 1, "alpha"], ["*", "epsilon", "lambda"]]


def certificate(claim: str, *theorems: dict[str, Any]) -> dict[str, Any]:
    return {"format": "qedescent-certificate-1", "claim": claim, "theorems": list(theorems)}


def proved(cert: dict[str, Any], **more: Any) -> ProofOutcome:
    data = certificate_bytes(cert)
    return ProofOutcome(
        Verdict.PROVED,
        certificate=cert,
        certificate_sha256=sha256(data),
        bytes=len(data),
        check_seconds=0.031,
        seconds=0.4,
        **more,
    )


def stability(figure: str = "") -> Outcome:
    reals = {"alpha": "real", "epsilon": "real", "lambda": "real", "n": "nat"}
    given = [[">", "lambda", 0], [">=", "alpha", 0], [">", 1, "alpha"]]
    roots = ["roots", ["-", TRACE], "alpha", "<", 1]
    jury = ["and", [">", ["*", "epsilon", "lambda"], 0], [">", BOUND, "epsilon"]]
    sum_of_powers = ["sum", "j", 0, ["+", "n", 1], ["^", "alpha", "j"]]
    closed = ["/", ["-", 1, ["^", "alpha", ["+", "n", 1]]], ["-", 1, "alpha"]]
    first = {
        "name": "stable_within_the_bound",
        "variables": reals,
        "assume": [*given, jury],
        "needs": [["!=", "lambda", 0]],
        "axioms": [],
        "show": [roots],
        "steps": [
            {
                "rule": "ring",
                "goal": ["=", ["+", 1, ["-", TRACE], "alpha"], ["*", "epsilon", "lambda"]],
                "say": "the characteristic polynomial at $z = 1$",
            },
            {"rule": "positiv", "goal": [">", ["*", "epsilon", "lambda"], 0]},
            {
                "rule": "positiv",
                "goal": [">", ["-", ["*", 2, ["+", 1, "alpha"]], ["*", "epsilon", "lambda"]], 0],
                "say": "multiplying the bound by $\\lambda > 0$",
            },
            {"rule": "jury", "goal": roots, "say": "Jury's criterion in degree two"},
        ],
    }
    second = {
        "name": "unrolled velocity",
        "variables": reals,
        "assume": [["!=", ["-", 1, "alpha"], 0]],
        "axioms": [],
        "show": [["=", sum_of_powers, closed]],
        "steps": [
            {
                "rule": "induct",
                "goal": ["forall", [["n", "nat"]], [], ["=", sum_of_powers, closed]],
                "say": "induction on $n$",
                "base": [{"rule": "ring", "goal": ["=", 1, ["/", ["-", 1, "alpha"], ["-", 1, "alpha"]]]}],
                "step": [{"rule": "ring", "say": "one more term"}],
            }
        ],
    }
    reading = Reading("largest stable step $\\varepsilon$", 3.7995, (3.7951, 3.8039), 3.8, True)
    wrong = Reading("largest stable step $\\varepsilon$", 3.7995, (3.7951, 3.8039), 2.0, False)
    jury_axiom = Axiom(
        "jury_criterion",
        "Jury 1964",
        [
            "forall",
            [["b", "real"], ["c", "real"]],
            [[">", ["+", 1, "b", "c"], 0], [">", ["+", ["-", 1, "b"], "c"], 0], [">", 1, "c"]],
            ["roots", "b", "c", "<", 1],
        ],
    )
    return Outcome(
        id="hb-stability-region",
        title="Heavy ball tolerates a step $1 + \\alpha$ times as long",
        section="8.3.2",
        source="Polyak 1964",
        statement="On $f(\\theta) = \\lambda\\theta^2/2$ heavy ball converges from every start if and only "
        "if $0 < \\varepsilon < 2(1+\\alpha)/\\lambda$.",
        expected=Verdict.PROVED,
        proof=proved(
            certificate("hb-stability-region", first, second),
            method="Jury's criterion",
            axioms=(jury_axiom,),
            side_conditions=(["!=", ["-", 1, "alpha"], 0],),
        ),
        measurement=MeasurementOutcome(Agreement.AGREES, "", (reading,), 2000, 4096, 0, 0.8),
        rival=RivalOutcome(
            "\\varepsilon < 2/\\lambda", "gradient descent's bound: the momentum forgotten", True, (wrong,)
        ),
        figure=figure,
        figure_caption="Growth of the iterates against $\\varepsilon\\lambda$, with its border."
        if figure
        else "",
        seconds=1.3,
    )


def variance() -> Outcome:
    theta = lambda k: ["apply", "theta", k]  # noqa: E731
    after: Term = [
        "-",
        theta("k"),
        ["*", "epsilon", ["+", ["*", "lambda", theta("k")], ["apply", "xi", "k"]]],
    ]
    factor: Term = ["-", 1, ["*", "epsilon", "lambda"]]
    goal = [
        "=",
        ["E", ["^", theta(["+", "k", 1]), 2]],
        [
            "+",
            ["*", ["^", factor, 2], ["E", ["^", theta("k"), 2]]],
            ["*", ["^", "epsilon", 2], ["^", "sigma", 2]],
        ],
    ]
    first = {
        "name": "second_moment",
        "variables": {
            "theta": ["random", "nat"],
            "xi": ["random", "nat"],
            "epsilon": "real",
            "lambda": "real",
            "sigma": "real",
            "A": ["vec", "vec"],
            "u": "vec",
            "w": "vec",
        },
        "assume": [
            ["forall", [["k", "nat"]], [], ["=", theta(["+", "k", 1]), after]],
            ["independent", "xi", ["theta"]],
            [
                "forall",
                [["k", "nat"]],
                [],
                [
                    "and",
                    ["=", ["E", ["apply", "xi", "k"]], 0],
                    ["=", ["E", ["^", ["apply", "xi", "k"], 2]], ["^", "sigma", 2]],
                ],
            ],
        ],
        "show": [
            ["forall", [["k", "nat"]], [], goal],
            ["=", ["dot", ["apply", "A", "u"], "w"], ["dot", "u", ["apply", "A", "w"]]],
            [">=", ["dot", "u", "u"], 0],
        ],
        "steps": [
            {
                "rule": "generalize",
                "variables": [["k", "nat"]],
                "goal": ["forall", [["k", "nat"]], [], goal],
                "say": "the noise is independent of the past and has mean zero",
                "steps": [
                    {
                        "rule": "expect",
                        "goal": ["=", ["E", ["*", theta("k"), ["apply", "xi", "k"]]], 0],
                        "say": "independence",
                    }
                ],
            }
        ],
    }
    return Outcome(
        id="sgd-constant-step-floor",
        title="A constant step leaves a floor",
        section="8.3.1",
        source="own derivation",
        statement="The second moment obeys a linear recursion with a floor of order $\\varepsilon\\sigma^2$.",
        expected=Verdict.PROVED,
        proof=proved(
            certificate("sgd-constant-step-floor", first), method="expectation of a polynomial in noise"
        ),
        measurement=NOT_MEASURED,
        rival=RivalOutcome(),
        seconds=0.5,
    )


def cited() -> Outcome:
    reading = Reading("$\\sqrt{k}\\,C_k$", 0.562, (0.551, 0.574), (0.34, 1.0), True)
    return Outcome(
        id="sgd-convex-lower-sqrt",
        title="No method beats $1/\\sqrt{k}$ on convex functions",
        section="8.3.1",
        source="Agarwal et al. 2012",
        statement="For every $k$ some convex function costs at least $c\\,R\\sigma/\\sqrt{k}$.",
        expected=Verdict.CITED,
        proof=ProofOutcome(Verdict.CITED, cited=("the information bound, Agarwal et al. 2012, theorem 1",)),
        measurement=MeasurementOutcome(Agreement.AGREES, "", (reading,), 20000, 65536, 0, 4.2),
        rival=RivalOutcome("1/k", "the rate of strongly convex functions", True),
        seconds=4.3,
    )


def erratum() -> Outcome:
    return Outcome(
        id="glorot-as-printed",
        title="Glorot's interval as the notes print it",
        section="8.4",
        source="seed notes, line 108",
        statement="$W \\sim U(-6/\\sqrt{m+n},\\, 6/\\sqrt{m+n})$ has variance $2/(m+n)$.",
        expected=Verdict.REFUTED,
        proof=ProofOutcome(Verdict.REFUTED, witness={"m": "1", "n": "1", "left": "6", "right": "1"}),
        measurement=NOT_MEASURED,
        rival=RivalOutcome(),
        notes=("The root covers the whole fraction in the source.",),
        corrected_by="glorot-normalised",
        seconds=0.1,
    )


def unknown() -> Outcome:
    return Outcome(
        id="glorot-normalised",
        title="Glorot's interval has variance $2/(m+n)$",
        section="8.4",
        source="Glorot and Bengio 2010",
        statement="$U(-\\sqrt{6/(m+n)},\\, \\sqrt{6/(m+n)})$ has variance $2/(m+n)$.",
        expected=Verdict.PROVED,
        proof=ProofOutcome(Verdict.UNKNOWN, why="the finder reached its limit of 60 s"),
        measurement=NOT_MEASURED,
        rival=RivalOutcome(),
        seconds=60.0,
    )


def heuristic() -> Outcome:
    return Outcome(
        id="momentum-schedule",
        title="Start with little momentum <and raise it>",
        section="8.3.2",
        source="the book, section 8.3.2",
        statement="Adapting $\\alpha$ matters less than shrinking $\\varepsilon$; it costs $5 \\$ & no more.",
        expected=Verdict.HEURISTIC,
        proof=ProofOutcome(Verdict.HEURISTIC),
        measurement=NOT_MEASURED,
        rival=RivalOutcome(),
    )


def outcomes(figure: str = "") -> list[Outcome]:
    """All six, in the chapter's order."""
    return [variance(), cited(), stability(figure), heuristic(), erratum(), unknown()]
