"""What maintainers run to make data and pages; no part of the installed program."""
