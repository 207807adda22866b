"""Untrusted search for certificates: what is found here counts only after the checker has accepted it."""
