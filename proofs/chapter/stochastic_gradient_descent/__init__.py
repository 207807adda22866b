"""Section 8.3.1, Stochastic Gradient Descent."""
