"""Section 8.4, Parameter Initialization Strategies."""
