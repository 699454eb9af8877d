"""Members of parliament: the model learnt from the European Parliament's debates, and sees MEPs everywhere."""

import re

_MEMBERS = re.compile(r"\bdéputée?s?\b", re.IGNORECASE)
_EUROPEAN = re.compile(r"europ|strasbourg|bruxelles", re.IGNORECASE)
_MEP = re.compile(r"\bMEP(s?)\b")


def mend_members(source: str, translation: str, context: str | None = None) -> str:
    """Return an English translation in which members of a national parliament are no members of the European one.

    `context` is the article's text: where it speaks of Europe, nothing is touched.
    """
    if "MEP" in translation and _MEMBERS.search(source) and not _EUROPEAN.search(context or source):
        return _MEP.sub(r"MP\1", translation)
    return translation
