"""Section 8.5.2, RMSProp."""
