"""The brief as Markdown: for people, readable as it is, and valid CommonMark.

All that the wire contains is escaped: none of it acts as markup.
"""

import json
import re
from collections.abc import Callable, Iterator

from core.article import Paragraph, Sentence
from core.brief import Brief

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
"""Characters that may open markup anywhere, in CommonMark and its usual extensions."""
_LINE_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
"""Characters that open a block at the start of a line."""
_DOUBT = "⚠"


def to_markdown(brief: Brief) -> str:
    """Write a brief: front matter, headline, summary, translation, doubts, source. Same brief, same text."""
    return "\n".join(_lines(brief)) + "\n"


def escape(text: str) -> str:
    """Make text from outside stand for itself in Markdown, at the start of a line or within one."""
    text = _SPECIAL.sub(r"\\\1", text)
    return _LINE_START.sub(_escape_start, text)


def _escape_start(match: re.Match[str]) -> str:
    # A backslash before a digit would be shown; it goes before the stop that follows.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _lines(brief: Brief) -> Iterator[str]:
    yield from _front_matter(brief)
    source, title = brief.article.source, brief.title
    headline = _text(title, _translation) if title else "Untitled wire"
    yield f"\n# {headline}"
    details = [part for part in (source.byline, source.published, source.url) if part]
    if title:
        yield f"\n*{escape(source.title or '')}*"
    if details:
        yield "\n" + escape(" · ".join(details))
    if source.note:
        yield f"\n{_DOUBT} {escape(source.note)}"
    yield "\n## Summary\n"
    if brief.chosen:
        yield from (f"- {_marked(sentence, _translation)}" for sentence in brief.chosen)
    else:
        yield "There is no sentence to choose."
    yield "\n## Translation"
    yield from _body(brief, _translation)
    doubtful = [sentence for sentence in brief.article.sentences if sentence.flags]
    if doubtful:
        yield "\n## Where to doubt it\n"
        for sentence in doubtful:
            yield from (f"- [{sentence.id}] {flag.kind}: {escape(flag.detail)}" for flag in sentence.flags)
    yield "\n## Source"
    yield from _body(brief, lambda sentence: sentence.source)


def _front_matter(brief: Brief) -> Iterator[str]:
    source, language = brief.article.source, brief.article.language
    values = {
        "title": " ".join(s.translation or "" for s in brief.title.sentences) if brief.title else None,
        "source": source.path,
        "sha256": source.sha256,
        "language": language.code if language else None,
        "confidence": language.confidence if language else None,
        "date": source.published,
        "pack": brief.engine.pack,
        "pack_sha256": brief.engine.pack_sha256,
        "beam": brief.engine.beam,
        **({"pivot": brief.engine.pivot} if brief.engine.pivot else {}),
        "method": brief.summary.method,
        "version": brief.engine.version,
        "doubtful": sum(bool(sentence.flags) for sentence in brief.article.sentences),
    }
    yield "---"
    # Every JSON value is a YAML value too.
    yield from (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    yield "---"


def _body(brief: Brief, side: Callable[[Sentence], str]) -> Iterator[str]:
    for paragraph in brief.article.paragraphs:
        text = " ".join(_marked(sentence, side) for sentence in paragraph.sentences)
        match paragraph.kind:
            case "heading":
                yield f"\n### {text}"
            case "quote":
                yield f"\n> {text}"
            case "list":
                yield f"\n- {text}"
            case _:
                yield f"\n{text}"


def _text(paragraph: Paragraph, side: Callable[[Sentence], str]) -> str:
    return " ".join(escape(side(sentence)) for sentence in paragraph.sentences)


def _marked(sentence: Sentence, side: Callable[[Sentence], str]) -> str:
    doubt = f" {_DOUBT}" if sentence.flags else ""
    return f"{escape(side(sentence))} [{sentence.id}{doubt}]"


def _translation(sentence: Sentence) -> str:
    return sentence.translation or ""
