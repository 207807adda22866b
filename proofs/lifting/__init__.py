"""Reads an update rule out of running code, so that what runs is what is proved."""
