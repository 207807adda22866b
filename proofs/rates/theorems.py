"""All theorems on rates, those on one function before those on classes."""

from qedescent.proofs.rates import on_convex_functions, on_quadratics

THEOREMS = (*on_quadratics.THEOREMS, *on_convex_functions.THEOREMS)
