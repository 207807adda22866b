"""Section 8.5.4, Choosing the Right Optimization Algorithm."""
