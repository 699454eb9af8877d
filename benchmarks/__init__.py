"""Measurements, each a command: `python -m benchmarks.translation`, … They are no part of the installed program."""
