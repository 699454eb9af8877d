"""Briefs as one HTML page: source and translation side by side, nothing loaded from elsewhere, no script."""

from core.brief import Brief
from core.export.templates import built_in


def to_html(*briefs: Brief) -> str:
    """Write a page over one brief, or over several with a list of contents. The same briefs give the same text."""
    return built_in("html").render(briefs)
