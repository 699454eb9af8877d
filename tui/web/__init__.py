"""The reader in a web browser: one page, one socket, one process a reader; needs the extra `web`."""
