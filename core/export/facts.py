"""Facts on how a brief was made, for every export: pack, version, options and flags."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from core.brief import Brief
from core.lang import language_name
from core.settings import SummarySettings

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def facts(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield facts on how a brief was made, for people: label and value."""
    source, language, engine = brief.article.source, brief.article.language, brief.engine
    yield "Source", source.path
    if source.url:
        yield "Address", source.url
    yield "Read as", f"{source.format}, {source.encoding}" if source.encoding else source.format
    yield "SHA-256", source.sha256
    if language:
        yield "Language", f"{language_name(language.code)}, {language.confidence:.0%} sure"
    yield "Pack", engine.pack or "none: nothing was translated"
    if engine.pack_sha256:
        yield "Pack’s SHA-256", engine.pack_sha256
    way = f"to {language_name(engine.target)}, beam {engine.beam}"
    yield "Options", f"{way}, through {language_name(engine.pivot)}" if engine.pivot else way
    if engine.glossary:
        yield "Glossary’s SHA-256", engine.glossary
    budget = f", {budget_words(brief.budget)}" if brief.budget else ""
    yield "Summary", f"method {brief.summary.method}{budget}"
    flagged = sum(bool(sentence.flags) for sentence in brief.article.sentences)
    kinds = ", ".join(f"{kind} {count}" for kind, count in _flags(brief).items())
    yield "Flagged", f"{flagged} of {len(brief.article.sentences)} sentences" + (f": {kinds}" if kinds else "")
    yield "Made by", f"Dépêche {engine.version}"


def front_matter(brief: Brief, headline: str | None) -> Iterator[tuple[str, object]]:
    """Yield the same facts for programs: keys and plain values."""
    source, language, engine = brief.article.source, brief.article.language, brief.engine
    yield "title", headline or None
    yield "source", source.path
    yield "sha256", source.sha256
    yield "language", language.code if language else None
    yield "confidence", language.confidence if language else None
    yield "date", source.published
    if source.outlet:
        yield "outlet", source.outlet
    if source.byline:
        yield "byline", source.byline
    if source.url:
        yield "url", source.url
    yield "pack", engine.pack
    yield "pack_sha256", engine.pack_sha256
    yield "target", engine.target
    yield "beam", engine.beam
    if engine.pivot:
        yield "pivot", engine.pivot
    if engine.glossary:
        yield "glossary", engine.glossary
    yield "method", brief.summary.method
    if brief.budget:
        yield "summary", budget_words(brief.budget)
    yield "version", engine.version
    yield "doubtful", sum(bool(sentence.flags) for sentence in brief.article.sentences)
    yield "flags", _flags(brief)


def _flags(brief: Brief) -> dict[str, int]:
    """Return the number of flags of each kind, in the order of the text."""
    return dict(Counter(flag.kind for sentence in brief.article.sentences for flag in sentence.flags))


def budget_words(budget: SummarySettings) -> str:
    """Say for people how long a summary was to be."""
    if budget.words is not None:
        return f"about {_counted(budget.words, 'word')}"
    if budget.ratio is not None:
        return f"{budget.ratio:.0%} of the sentences"
    return _counted(budget.sentences, "sentence")


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def day_text(text: str) -> str:
    """Format an ISO 8601 date or time for people; other text is returned unchanged."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return text
    date = f"{time.day} {_MONTHS[time.month - 1]} {time.year}"
    if "T" not in text and " " not in text:
        return date
    zone = time.strftime("%z")
    return f"{date}, {time:%H:%M}" + (f" (UTC{zone[:3]}:{zone[3:]})" if zone else "")
