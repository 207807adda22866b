"""Measurements, one a file: functions of plain numbers that run code and return an Estimate."""
