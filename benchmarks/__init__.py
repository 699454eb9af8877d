"""Measurements, by one command: `python -m benchmarks`. They are no part of the installed program."""
