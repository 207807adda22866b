"""Which rule made a recorded run: those that reproduce it to rounding, and what would tell them apart."""
