"""Proofs are written as calculations in SymPy notation and come out as certificates for the kernel."""
