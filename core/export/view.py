"""What templates see of briefs: plain frozen values, every text on one line and without controls."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from core import __version__
from core.article import UNKNOWN, Paragraph, Sentence
from core.brief import Brief
from core.export.facts import day, facts, front_matter
from core.lang import language_name, right_to_left
from core.sanitize import UNSEEN, shown

ROW = 6
"""Sentences that stand level in one row of two columns: more, and the sides drift apart."""
EVERYWHERE = 4
"""So many sentences with the same doubt: no pack, as a rule."""
_MARK = re.compile(r"[-•*·▪◦‣>]\s+")
"""What a list's item or a quotation begins with in plain text; a document has a form of its own for it."""
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
    """Of the source; empty where it is not known."""
    translation: str
    target: str
    """The language of the translation: the source's own where it was passed through."""
    origin: str
    """`model`, `memory`, `glossary`, `source`, or empty where nothing was translated."""
    confidence: int | None
    """How likely the translation is right, in per cent; None where no model was asked."""
    low: bool
    """Whether that is so low that the translation is likelier wrong than right."""
    doubtful: bool
    """Whether anything was flagged."""
    by_hand: bool
    """Whether a person corrected it."""
    alternative: bool
    """Whether they did so by choosing one of the model's alternatives."""
    notes: tuple[tuple[str, str], ...]
    """What was: kind and detail, but for what is doubtful all over and better said once."""
    why: tuple[str, ...] = ()
    """Why the summary has it, in words; empty elsewhere, and where its method does not say."""

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
        """Its sentences, at most 6 a row, for two columns that stay level."""
        return tuple(self.sentences[place : place + ROW] for place in range(0, len(self.sentences), ROW))


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A reason to doubt, and the sentence it was found in; all of them where it was found all over."""

    kind: str
    detail: str
    """In words."""
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class BriefView:
    """A brief."""

    number: int
    """Its place in the document, from 1."""
    prefix: str
    """What the ids of its sentences begin with in the document: empty where it is the only one."""
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
    """What to know of the article beyond its text."""
    remark: str
    """What the person who read it wrote about it."""
    language: str
    language_name: str
    target: str
    target_name: str
    summary: tuple[SentenceView, ...]
    keywords: tuple[tuple[str, str], ...]
    """Words that the article is about: in the source, and in the translation; one may be empty."""
    paragraphs: tuple[ParagraphView, ...]
    """All of the text, the headline's too."""
    doubts: tuple[DoubtView, ...]
    """All that was flagged."""
    doubtful: int
    """Sentences that were flagged."""
    count: int
    """Sentences in all."""
    facts: tuple[tuple[str, str], ...]
    """How the brief came about: label and value."""
    front: tuple[tuple[str, object], ...]
    """The same for a program: keys and plain values."""


def view(briefs: Sequence[Brief]) -> tuple[BriefView, ...]:
    """Return what a document over these briefs shows."""
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
        published=shown(day(source.published or "")),
        url=_address(source.url or ""),
        note=shown(source.note or ""),
        remark=shown(brief.remark),
        language=_tag(code),
        language_name=language_name(shown(code)),
        target=_tag(engine.target),
        target_name=language_name(shown(engine.target)),
        summary=tuple(replace(views[sentence.id], why=why.get(sentence.id, ())) for sentence in brief.chosen),
        keywords=tuple((shown(one.source or ""), shown(one.translation or "")) for one in brief.summary.keywords),
        paragraphs=paragraphs,
        doubts=tuple(
            DoubtView(shown(kind), shown(detail), tuple(views[one] for one in ids)) for kind, detail, ids in doubts
        ),
        doubtful=sum(sentence.doubtful for sentence in views.values()),
        count=len(views),
        facts=tuple((label, shown(value)) for label, value in facts(brief)),
        front=tuple(front_matter(brief, headline or source.title)),
    )


def _doubts(brief: Brief) -> list[tuple[str, str, list[str]]]:
    """Return each doubt with its sentence, in the order of the text; one that is everywhere comes once, with all."""
    flagged = [(flag.kind, flag.detail, one.id) for one in brief.article.sentences for flag in one.flags]
    counts = Counter((kind, detail) for kind, detail, _ in flagged)
    doubts: list[tuple[str, str, list[str]]] = []
    shared: dict[tuple[str, str], list[str]] = {}
    for kind, detail, sentence in flagged:
        if (kind, detail) in shared:
            shared[kind, detail].append(sentence)
            continue
        doubts.append((kind, detail, [sentence]))
        if counts[kind, detail] >= EVERYWHERE:
            shared[kind, detail] = doubts[-1][2]
    return doubts


def _paragraph(paragraph: Paragraph, target: str, everywhere: Container[tuple[str, str]]) -> ParagraphView:
    sentences = tuple(_sentence(sentence, paragraph, target, everywhere) for sentence in paragraph.sentences)
    # An item with a number of its own needs no dash before it.
    numbered = paragraph.kind == "list" and bool(sentences) and _NUMBERED.match(sentences[0].source)
    return ParagraphView("body" if numbered else paragraph.kind, sentences)


def _sentence(
    sentence: Sentence, paragraph: Paragraph, target: str, everywhere: Container[tuple[str, str]]
) -> SentenceView:
    flags = [(flag.kind, flag.detail) for flag in sentence.flags]
    source, translation = shown(sentence.source), shown(sentence.translation or "")
    if paragraph.kind in ("list", "quote") and sentence is paragraph.sentences[0]:
        source, translation = _unmarked(source), _unmarked(translation)
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


def _unmarked(text: str) -> str:
    mark = _MARK.match(text)
    return text[mark.end() :] if mark else text


def _address(url: str) -> str:
    """Return an address that may become a link, or nothing."""
    return url if _ADDRESS.fullmatch(url) and not UNSEEN.search(url) else ""


def _tag(code: str) -> str:
    """Return a code that may stand in a document as its language, or nothing."""
    return code if code != UNKNOWN and code.isascii() and code.replace("-", "").isalnum() else ""


def together(briefs: Sequence[BriefView]) -> dict[str, object]:
    """Return what holds for a document as a whole."""
    rows = (row for brief in briefs for paragraph in brief.paragraphs for row in paragraph.rows)
    return {
        "briefs": briefs,
        "brief": briefs[0],
        "version": __version__,
        "longest": max(map(len, rows), default=0),
    }
