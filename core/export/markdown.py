"""Briefs as Markdown: for people, readable as it is, and valid CommonMark.

All that the wire contains is escaped: none of it acts as markup.
"""

from core.brief import Brief
from core.export.templates import built_in


def to_markdown(*briefs: Brief) -> str:
    """Write a brief: front matter, headline, summary, translation, doubts, source; of several, contents first.

    The same briefs give the same text.
    """
    return built_in("md").render(briefs)
