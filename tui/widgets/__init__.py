"""The parts of the reader's screens."""
