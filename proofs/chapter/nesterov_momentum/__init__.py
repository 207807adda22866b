"""Section 8.3.3, Nesterov Momentum."""
