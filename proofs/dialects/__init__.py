"""The optimizers of the installed libraries, each beside its rule, its documentation and its namesakes in the others."""

from qedescent.proofs.dialects.entries import ENTRIES, LIBRARIES, Entry

__all__ = ["ENTRIES", "LIBRARIES", "Entry"]
