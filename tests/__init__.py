"""The tests. Helpers are imported from the modules they are in; fixtures come from the nearest conftest."""
