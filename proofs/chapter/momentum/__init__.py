"""Section 8.3.2, Momentum."""
