"""Tests of the commands, the reader and the browser, with the helpers that they share."""
