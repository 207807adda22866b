"""Section 8.5.1, AdaGrad."""
