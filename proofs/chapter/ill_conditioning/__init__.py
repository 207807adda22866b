"""Section 8.2.1, Ill-Conditioning."""
