"""A digest as Markdown, and as JSON, schema `depeche.digest/1`.

    {"schema": "depeche.digest/1", "method": "news", "budget": {"sentences": 8},
     "wires": [{"id": "w1", "path": …, "title": {"source", "translation"}, "language": {"code", "confidence"},
                "published": …, "url": …, "sha256": …, "sentences": 12, "doubtful": 1}],
     "stories": [{"title": …, "wires": ["w1", "w3"],
                  "changes": [{"what": "dead", "before": 27, "now": 41, "wire": "w3", "sentence": "s1"}],
                  "sentences": [{"wire": "w1", "id": "s2", "start", "end", "source", "translation", "score",
                                 "confidence", "origin", "flags", "also": ["w3"],
                                 "reason": {"score", "parts"}}]}],
     "source": …, "text": …, "engine": {"version", "target", "beam", "packs": [{"pack", "pack_sha256"}]}}

Wires are in the order in which they were read, stories in that of the digest; `title` is the translated headline of a
story's first wire, or of the wire with the newest toll. `start` and `end` count code points in that wire's text. A
story from which nothing was chosen has no sentences. Two runs on the same input, packs and options give the same bytes.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from core.article import Flag
from core.brief import Brief
from core.digest import Digest, DigestSentence, DigestStory
from core.export.facts import budget_words
from core.export.json import budget_of, joined, reason_of, sentence_of
from core.sanitize import json_text, markdown_text, shown, yaml_text

SCHEMA = "depeche.digest/1"


def digest_to_json(digest: Digest) -> str:
    """Return a digest as JSON text, with one line for each key, wire and story."""
    values = digest_as_object(digest)
    rows = []
    for key, value in values.items():
        if key in ("wires", "stories"):
            lines = ",\n".join(f"  {json_text(item)}" for item in value)
            rows.append(f' "{key}": [\n{lines}\n ]' if value else f' "{key}": []')
        else:
            rows.append(f" {json_text(key)}: {json_text(value)}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


def digest_as_object(digest: Digest) -> dict[str, Any]:
    """Return a digest as the plain values of its schema."""
    sentences = [chosen.sentence for chosen in digest.sentences]
    engines = [brief.engine for brief in digest.briefs]
    packs = dict.fromkeys((engine.pack, engine.pack_sha256) for engine in engines if engine.pack)
    return {
        "schema": SCHEMA,
        "method": digest.budget.method,
        "budget": budget_of(digest.budget),
        "wires": [_wire(brief, number) for number, brief in enumerate(digest.briefs)],
        "stories": [
            {
                "title": headline(digest.briefs[story.lead]),
                "wires": [_id(wire) for wire in story.wires],
                "changes": [
                    {
                        "what": change.what,
                        "before": change.before,
                        "highest": change.highest,
                        "now": change.now,
                        "wire": _id(change.wire),
                        "sentence": change.sentence,
                    }
                    for change in story.changes
                ],
                "sentences": [_sentence(chosen) for chosen in story.sentences],
            }
            for story in digest.stories
        ],
        "source": " ".join(sentence.source for sentence in sentences),
        "text": joined(tuple(sentences)),
        "engine": {
            "version": engines[0].version if engines else None,
            "target": engines[0].target if engines else None,
            "beam": engines[0].beam if engines else None,
            "packs": [{"pack": pack, "pack_sha256": sha256} for pack, sha256 in packs],
        },
    }


def digest_to_markdown(digest: Digest) -> str:
    """Return a digest as Markdown: the stories in English, then the source of every sentence, then the wires."""
    return "\n".join(_lines(digest)) + "\n"


def headline(brief: Brief) -> str:
    """Return a wire's translated headline; without one, the title of its file."""
    translated = joined(brief.title.sentences) if brief.title else ""
    return translated.strip() or brief.article.source.title or "Untitled wire"


def _id(wire: int) -> str:
    return f"w{wire + 1}"


def _wire(brief: Brief, number: int) -> dict[str, Any]:
    source, sentences = brief.article.source, brief.article.sentences
    return {
        "id": _id(number),
        "path": source.path,
        "title": {
            "source": " ".join(sentence.source for sentence in brief.title.sentences) if brief.title else source.title,
            "translation": joined(brief.title.sentences) if brief.title else None,
        },
        "language": asdict(brief.article.language) if brief.article.language else None,
        "published": source.published,
        "url": source.url,
        "sha256": source.sha256,
        "sentences": len(sentences),
        "doubtful": sum(bool(sentence.flags) for sentence in sentences),
    }


def _sentence(chosen: DigestSentence) -> dict[str, Any]:
    reason = reason_of(chosen.reason)
    del reason["sentence"]
    return {
        "wire": _id(chosen.wire),
        **sentence_of(chosen.sentence),
        "also": [_id(wire) for wire in chosen.also],
        "reason": reason,
    }


def _lines(digest: Digest) -> Iterator[str]:
    count = len(digest.briefs)
    title = f"Digest of {count} wire{'s' * (count != 1)}"
    front = {
        "title": title,
        "method": digest.budget.method,
        "summary": budget_words(digest.budget),
        "wires": [brief.article.source.path for brief in digest.briefs],
        "version": digest.briefs[0].engine.version if digest.briefs else None,
    }
    yield from ("---", *(f"{key}: {yaml_text(value)}" for key, value in front.items()), "---", "", f"# {title}")
    stories = [story for story in digest.stories if story.sentences]
    if not stories:
        yield from ("", "There is no sentence to choose.")
    for story in stories:
        yield from _story(digest, story)
    flagged = [chosen for chosen in digest.sentences if chosen.sentence.flags]
    if flagged:
        yield from ("", "## Where to doubt it", "")
        for chosen in flagged:
            yield from (f"- {_mark(chosen)} {_words(flag)}" for flag in chosen.sentence.flags)
    if stories:
        yield from ("", "## Source")
    for story in stories:
        yield ""
        yield from (f"- {markdown_text(chosen.sentence.source)} {_mark(chosen)}" for chosen in story.sentences)
    yield from ("", "## Wires", "")
    for number, brief in enumerate(digest.briefs):
        source, language = brief.article.source, brief.article.language
        details = (language.code if language else "", source.published or "", source.url or "", source.path)
        about = " · ".join(markdown_text(detail) for detail in dict.fromkeys(details) if detail)
        yield f"- [{_id(number)}] {markdown_text(headline(brief))} · {about}"


def _words(flag: Flag) -> str:
    """Say what is doubtful; the kind only where it adds something."""
    detail = markdown_text(flag.detail)
    return detail if flag.kind == "low-score" else f"{flag.kind}: {detail}"


def _story(digest: Digest, story: DigestStory) -> Iterator[str]:
    lead = digest.briefs[story.lead]
    yield from ("", f"## {markdown_text(headline(lead))}", "")
    if story.changes:
        # A list of the changed counts, each with its numbers and the wire that has the newer one.
        changes = (
            f"{change.what} {change.before:,} → {change.now:,} [{_id(change.wire)} {change.sentence}]"
            + f", {change.highest:,} in between" * (change.highest > max(change.before, change.now))
            for change in story.changes
        )
        yield from (f"Changed: {'; '.join(changes)}", "")
    for chosen in story.sentences:
        also = f" *also {', '.join(map(_id, chosen.also))}*" if chosen.also else ""
        yield f"- {markdown_text(shown(chosen.sentence.translation or chosen.sentence.source))} {_mark(chosen)}{also}"


def _mark(chosen: DigestSentence) -> str:
    doubt = " ⚠" if chosen.sentence.flags else ""
    return f"[{_id(chosen.wire)} {chosen.sentence.id}{doubt}]"
