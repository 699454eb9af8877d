"""Briefs with the contents that a test needs, made without a model."""

from dataclasses import replace

from core.article import EngineInfo, Flag, Language
from core.brief import Brief
from core.reading.document import Block, Document, to_article
from core.segmentation import segment
from core.settings import SummarySettings
from core.summary import Summary

STRIKE = "Les dockers de Marseille ont cessé le travail jeudi. L'accord signé en mai n'est pas appliqué."
STRIKE_ENGLISH = "Dockers in Marseille stopped work on Thursday. The agreement signed in May is not applied."


def brief(
    title="Grève au port",
    headline="Strike at the port",
    text=STRIKE,
    english=STRIKE_ENGLISH,
    *,
    language="fr",
    published=None,
    url=None,
    byline=None,
    doubtful=0,
) -> Brief:
    """A brief of a headline and one paragraph; sentence for sentence the English given."""
    document = Document([Block(text, "body")], "text", title=title, published=published, url=url, byline=byline)
    article = to_article(document, text.encode(), "wire.txt")
    article = segment(replace(article, language=Language(language, 0.99)))
    parts = iter([headline, *(f"{part.rstrip('.')}." for part in english.split(". "))])
    number = iter(range(1000))
    paragraphs = tuple(
        replace(
            paragraph,
            language=language,
            sentences=tuple(
                replace(
                    sentence,
                    translation=next(parts, ""),
                    origin="model",
                    score=-0.5,
                    confidence=0.8,
                    flags=(Flag("number", "a figure"),) if next(number) < doubtful else (),
                )
                for sentence in paragraph.sentences
            ),
        )
        for paragraph in article.paragraphs
    )
    article = replace(article, paragraphs=paragraphs)
    return Brief(article, Summary("lead", ("s2",)), EngineInfo("pack", "0" * 64, 2), SummarySettings())


def numbered(number: int, words: int = 120) -> Brief:
    """The brief of a wire that no other number has, of about so many words."""
    text = f"Nouvelle {number} du jour. " + " ".join(f"mot{number}x{place}" for place in range(words)) + "."
    return brief(f"Titre {number}", f"Title {number}", text, f"Story {number} of the day. Words")
