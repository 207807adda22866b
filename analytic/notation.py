"""The chapter's letters, once. Signs are hypotheses of a claim, never assumptions of a symbol.

| here | meaning                               | elsewhere                                   |
|------|---------------------------------------|---------------------------------------------|
| θ    | parameters, the iterate               | w, x                                        |
| ε    | step size                             | η, γ, α (Kingma and Ba), lr                 |
| α    | momentum                              | β, μ (Sutskever), β1                        |
| v    | velocity                              | m, b, "momentum buffer"                     |
| g    | gradient                              | ∇f                                          |
| r    | accumulated squared gradient          | v (Kingma and Ba), G (Duchi), E[g²] (Zeiler)|
| s    | accumulated gradient (first moment)   | m                                           |
| ρ    | decay of the squared gradient         | β2, γ, "alpha" (PyTorch)                    |
| ρ1 ρ2| decays of Adam's two moments          | β1, β2                                      |
| δ    | small constant                        | ε, eps                                      |
| λ    | curvature, an eigenvalue of H         | h, σ                                        |
| μ, L | smallest and largest curvature        | m, l; M, β                                  |
| κ    | condition number L/μ                  | Q, Q_f                                      |
| σ    | standard deviation of gradient noise  | s                                           |
"""

from __future__ import annotations

from sympy import Symbol


def _real(name: str) -> Symbol:
    return Symbol(name, real=True)


def _natural(name: str) -> Symbol:
    return Symbol(name, integer=True, nonnegative=True)


θ, v, g, r, s, d = map(_real, ("θ", "v", "g", "r", "s", "d"))
ε, α, ρ, ρ1, ρ2, δ = map(_real, ("ε", "α", "ρ", "ρ1", "ρ2", "δ"))
λ, μ, L, κ, σ, z = map(_real, ("λ", "μ", "L", "κ", "σ", "z"))
k, t, n = map(_natural, ("k", "t", "n"))
