"""What decides how an article's brief comes out, beside the article: with the same recipe, the same bytes."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from core import fingerprint
from core.brief import Brief, Briefer
from core.export import templated
from core.translation import Missing


class Recipe:
    """The recipe of one run; it differs by the languages in an article, for each has its pack."""

    def __init__(self, briefer: Briefer, template: Path | None = None) -> None:
        self._briefer = briefer
        settings = briefer.settings
        asked = settings.translation
        self._base = [
            asked.source,
            asked.target,
            asked.beam,
            briefer.translator.glossary_digest,
            asdict(settings.summary),
        ]
        if settings.encoding:
            self._base.append(settings.encoding)
        if template:
            self._base.append(templated(template).template)

    def of(self, languages: Iterable[str]) -> str:
        """Return the digest of all that makes briefs of articles in these languages; it loads no model."""
        packs = ((language, self._pack(language)) for language in sorted(set(languages)))
        return fingerprint.of_brief(self._base, packs)

    def _pack(self, language: str) -> str | None:
        route = self._briefer.translator.route(language)
        return None if route is None else "missing" if isinstance(route, Missing) else route.digest


def languages_of(brief: Brief) -> list[str]:
    """Return the languages in a brief's article, those of its paragraphs and its own, sorted."""
    article = brief.article
    own = {article.language.code} if article.language else set()
    return sorted({paragraph.language for paragraph in article.paragraphs} | own)
