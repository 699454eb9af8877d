"""The tests; helpers are imported from where they lie, fixtures from the nearest conftest."""
