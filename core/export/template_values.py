"""Briefs as templates see them: frozen values, every text on one line and without control characters."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from core import __version__
from core.article import UNKNOWN, Paragraph, Sentence
from core.brief import Brief
from core.export.facts import day_text, facts, front_matter
from core.lang import language_name, right_to_left
from core.sanitize import UNSEEN, shown

SENTENCES_PER_ROW = 6
"""Maximum sentences in one row of two columns: with more, the two sides are no longer level."""
SHARED_FLAG = 4
"""Number of sentences from which the same flag is shown only once: usually there is no pack."""
_MARK = re.compile(r"[-•*·▪◦‣>]\s+")
"""The mark of a list item or a quotation in plain text; documents have their own."""
_NUMBERED = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlIVXL]{1,6}|[A-Za-z])[.)]\s")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence and its translation."""

    id: str
    """`s1`, `s2`, …"""
    number: str
    """The id without its letter."""
    source: str
    language: str
    """Of the source; empty if it is unknown."""
    translation: str
    target: str
    """The language of the translation; that of the source where it was passed through."""
    origin: str
    """`model`, `memory`, `glossary`, `source`, or empty if nothing was translated."""
    confidence: int | None
    """How likely the translation is right, in per cent; None if no model was asked."""
    low: bool
    """Whether that is so low that the translation is likelier wrong than right."""
    doubtful: bool
    """Whether anything was flagged."""
    by_hand: bool
    """Whether a person corrected it."""
    alternative: bool
    """Whether they did so by choosing one of the model's alternatives."""
    notes: tuple[tuple[str, str], ...]
    """Its flags, as kind and detail, except those that many sentences share."""
    why: tuple[str, ...] = ()
    """Why the summary has it, in words; empty elsewhere, and for methods that give no reasons."""

    def from_right(self, side: str) -> bool:
        """Whether its `source` or `translation` is in a language that is written from right to left."""
        return right_to_left(self.language if side == "source" else self.target)

    def direction(self, side: str) -> str:
        """Return the value of `dir` for one side in HTML."""
        return "rtl" if self.from_right(side) else "auto"


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph."""

    kind: str
    """`heading`, `body`, `quote`, `list`, `byline` or `dateline`."""
    sentences: tuple[SentenceView, ...]

    @property
    def rows(self) -> tuple[tuple[SentenceView, ...], ...]:
        """Its sentences in rows of at most 6, so that two columns stay level."""
        return tuple(
            self.sentences[place : place + SENTENCES_PER_ROW]
            for place in range(0, len(self.sentences), SENTENCES_PER_ROW)
        )


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A flag and its sentence; if many sentences share it, all of them."""

    kind: str
    detail: str
    """In words."""
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class BriefView:
    """A brief."""

    number: int
    """Its number in the document, from 1."""
    prefix: str
    """The prefix of its sentence ids in the document; empty if it is the only brief."""
    headline: str
    """In the target language."""
    original: str
    """The headline as it was, if the article has one."""
    original_from_right: bool
    """Whether that is written from right to left."""
    title: ParagraphView | None
    """The headline's paragraph, if the article has one."""
    path: str
    byline: str
    outlet: str
    published: str
    url: str
    """Empty unless it is a web address."""
    note: str
    """A note on the article from reading it."""
    remark: str
    """The note of the person who read it."""
    language: str
    language_name: str
    target: str
    target_name: str
    summary: tuple[SentenceView, ...]
    keywords: tuple[tuple[str, str], ...]
    """Pairs of a source word and its translation; one may be empty."""
    paragraphs: tuple[ParagraphView, ...]
    """All of the text, the headline's too."""
    doubts: tuple[DoubtView, ...]
    """All that was flagged."""
    doubtful: int
    """Sentences that were flagged."""
    count: int
    """Sentences in all."""
    facts: tuple[tuple[str, str], ...]
    """How the brief was made: label and value."""
    front: tuple[tuple[str, object], ...]
    """The same facts for programs: keys and plain values."""


def view(briefs: Sequence[Brief]) -> tuple[BriefView, ...]:
    """Return the values for a document of these briefs."""
    several = len(briefs) > 1
    return tuple(_brief(brief, number, f"w{number}-" if several else "") for number, brief in enumerate(briefs, 1))


def _brief(brief: Brief, number: int, prefix: str) -> BriefView:
    source, engine = brief.article.source, brief.engine
    doubts = _doubts(brief)
    everywhere = {(kind, detail) for kind, detail, ids in doubts if len(ids) > 1}
    paragraphs = tuple(_paragraph(paragraph, engine.target, everywhere) for paragraph in brief.article.paragraphs)
    views = {sentence.id: sentence for paragraph in paragraphs for sentence in paragraph.sentences}
    title = next((paragraph for paragraph in paragraphs if paragraph.kind == "heading" and paragraph.sentences), None)
    headline = " ".join(sentence.translation for sentence in title.sentences) if title else ""
    original = " ".join(sentence.source for sentence in title.sentences) if title else shown(source.title or "")
    code = brief.article.language.code if brief.article.language else UNKNOWN
    why = {reason.sentence: reason.why for reason in brief.summary.reasons}
    return BriefView(
        number=number,
        prefix=prefix,
        headline=headline or shown(source.title or "") or "Untitled wire",
        original=original.strip(),
        original_from_right=right_to_left(code),
        title=title,
        path=shown(source.path),
        byline=shown(source.byline or ""),
        outlet=shown(source.outlet or ""),
        published=shown(day_text(source.published or "")),
        url=_address(source.url or ""),
        note=shown(source.note or ""),
        remark=shown(brief.remark),
        language=_tag(code),
        language_name=language_name(shown(code)),
        target=_tag(engine.target),
        target_name=language_name(shown(engine.target)),
        summary=tuple(replace(views[sentence.id], why=why.get(sentence.id, ())) for sentence in brief.chosen),
        keywords=tuple(
            (shown(keyword.source or ""), shown(keyword.translation or "")) for keyword in brief.summary.keywords
        ),
        paragraphs=paragraphs,
        doubts=tuple(
            DoubtView(shown(kind), shown(detail), tuple(views[id_] for id_ in ids)) for kind, detail, ids in doubts
        ),
        doubtful=sum(sentence.doubtful for sentence in views.values()),
        count=len(views),
        facts=tuple((label, shown(value)) for label, value in facts(brief)),
        front=tuple(front_matter(brief, headline or source.title)),
    )


def _doubts(brief: Brief) -> list[tuple[str, str, list[str]]]:
    """Return each flag with its sentence, in the order of the text; one that many share comes once, with all."""
    flagged = [(flag.kind, flag.detail, sentence.id) for sentence in brief.article.sentences for flag in sentence.flags]
    counts = Counter((kind, detail) for kind, detail, _ in flagged)
    doubts: list[tuple[str, str, list[str]]] = []
    shared: dict[tuple[str, str], list[str]] = {}
    for kind, detail, sentence in flagged:
        if (kind, detail) in shared:
            shared[kind, detail].append(sentence)
            continue
        doubts.append((kind, detail, [sentence]))
        if counts[kind, detail] >= SHARED_FLAG:
            shared[kind, detail] = doubts[-1][2]
    return doubts


def _paragraph(paragraph: Paragraph, target: str, everywhere: Container[tuple[str, str]]) -> ParagraphView:
    sentences = tuple(_sentence(sentence, paragraph, target, everywhere) for sentence in paragraph.sentences)
    # A list item with its own number needs no dash.
    numbered = paragraph.kind == "list" and bool(sentences) and _NUMBERED.match(sentences[0].source)
    return ParagraphView("body" if numbered else paragraph.kind, sentences)


def _sentence(
    sentence: Sentence, paragraph: Paragraph, target: str, everywhere: Container[tuple[str, str]]
) -> SentenceView:
    flags = [(flag.kind, flag.detail) for flag in sentence.flags]
    source, translation = shown(sentence.source), shown(sentence.translation or "")
    if paragraph.kind in ("list", "quote") and sentence is paragraph.sentences[0]:
        source, translation = _without_mark(source), _without_mark(translation)
    language = _tag(paragraph.language)
    return SentenceView(
        id=shown(sentence.id),
        number=shown(sentence.id.removeprefix("s")),
        source=source,
        language=language,
        translation=translation,
        target=language if sentence.origin == "source" else _tag(target),
        origin=sentence.origin or "",
        confidence=None if sentence.confidence is None else round(100 * sentence.confidence),
        low=sentence.low_confidence,
        doubtful=bool(flags),
        by_hand=sentence.origin == "memory",
        alternative=sentence.alternative,
        notes=tuple((shown(kind), shown(detail)) for kind, detail in flags if (kind, detail) not in everywhere),
    )


def _without_mark(text: str) -> str:
    mark = _MARK.match(text)
    return text[mark.end() :] if mark else text


def _address(url: str) -> str:
    """Return an address if it is safe as a link, else an empty text."""
    return url if _ADDRESS.fullmatch(url) and not UNSEEN.search(url) else ""


def _tag(code: str) -> str:
    """Return a language code if it is valid in a document, else an empty text."""
    return code if code != UNKNOWN and code.isascii() and code.replace("-", "").isalnum() else ""


def document_values(briefs: Sequence[BriefView]) -> dict[str, object]:
    """Return the values for a document as a whole, for its template."""
    rows = (row for brief in briefs for paragraph in brief.paragraphs for row in paragraph.rows)
    return {
        "briefs": briefs,
        "brief": briefs[0],
        "version": __version__,
        "longest": max(map(len, rows), default=0),
    }
