"""The widgets of the reader's screens."""
