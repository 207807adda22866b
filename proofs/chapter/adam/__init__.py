"""Section 8.5.3, Adam."""
