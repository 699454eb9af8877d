"""Briefs to export: written by hand, and generated."""

from collections.abc import Sequence
from typing import get_args

from hypothesis import strategies as st

from core.article import Article, EngineInfo, Flag, FlagKind, Kind, Language, Origin, Paragraph, Sentence, Source
from core.brief import Brief
from core.settings import SummarySettings
from core.summary import Keyword, Parts, Reason, Summary


def brief(*texts: str, flags: Sequence[Flag] = (), kinds: Sequence[Kind] = (), language: str = "fr") -> Brief:
    """A brief of one sentence a paragraph, each its own translation; the first of several is the headline."""
    sentences, paragraphs, position = [], [], 0
    for number, text in enumerate(texts, 1):
        sentence = Sentence(f"s{number}", position, position + len(text), text, text, -0.2, "model", tuple(flags), 0.87)
        sentences.append(sentence)
        kind = kinds[number - 1] if kinds else "heading" if number == 1 and len(texts) > 1 else "body"
        paragraphs.append(Paragraph(kind, position, position + len(text), language, (sentence,)))
        position += len(text) + 2
    article = Article(
        Source("wire.txt", "0" * 64, title=texts[0]), "\n\n".join(texts), tuple(paragraphs), Language(language, 0.99)
    )
    return Brief(
        article, Summary("lead", (sentences[-1].id,)), EngineInfo("pack", "1" * 64, 2), SummarySettings("lead", 1)
    )


def anything(**options) -> st.SearchStrategy[str]:
    """Any text that a brief may hold, halves of surrogate pairs too: a path may have them."""
    return st.text(st.characters(), **options)


@st.composite
def any_brief(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> Brief:
    """Any brief that keeps the schema's promises about spans and ids."""
    text = text or anything(max_size=12)
    words = text.filter(lambda word: word.strip())
    number = st.floats(-9, 9).map(lambda value: round(value, 4))
    share = st.floats(0, 1).map(lambda value: round(value, 2))
    maybe_text, whole, paragraphs, pieces, position, count = st.none() | text, "", [], [], 0, 0
    for _ in range(draw(st.integers(0, 3))):
        start, sentences = position, []
        for _ in range(draw(st.integers(0, 3))):
            count += 1
            source = draw(words)
            sentences.append(
                Sentence(
                    f"s{count}", position, position + len(source), source, draw(maybe_text), draw(st.none() | number),
                    draw(st.none() | st.sampled_from(get_args(Origin))),
                    tuple(draw(st.lists(st.builds(Flag, st.sampled_from(get_args(FlagKind)), text), max_size=2))),
                    draw(st.none() | share), draw(st.booleans()),
                )
            )  # fmt: skip
            pieces.append(f"{source} ")
            position += len(source) + 1
        kind, language = draw(st.sampled_from(get_args(Kind))), draw(st.sampled_from(["fr", "en", "und"]))
        paragraphs.append(Paragraph(kind, start, position, language, tuple(sentences), draw(st.integers(0, 4))))
        pieces.append("\n\n")
        position += 2
    whole = "".join(pieces)
    ids = draw(st.sets(st.sampled_from([f"s{place}" for place in range(1, count + 1)]))) if count else set()
    chosen = tuple(sorted(ids, key=lambda name: int(name[1:])))
    parts = st.builds(Parts, *[number] * 9)
    keyword = st.builds(Keyword, st.none() | text, st.none() | text)
    reasons = (
        tuple(Reason(name, draw(number), draw(st.none() | parts)) for name in chosen) if draw(st.booleans()) else ()
    )
    method = draw(st.sampled_from(["news", "lead", "lexrank"]))
    source = Source(draw(text), "0" * 64, draw(text), *(draw(maybe_text) for _ in range(6)))
    language = draw(st.none() | st.builds(Language, st.sampled_from(["fr", "ar", "und"]), share))
    budget = st.one_of(
        st.none(),
        st.builds(SummarySettings, st.just(method), st.integers(1, 9)),
        st.builds(SummarySettings, st.just(method), words=st.integers(1, 99)),
        st.builds(SummarySettings, st.just(method), ratio=share),
    )
    engine = st.builds(
        EngineInfo,
        maybe_text,
        maybe_text,
        st.integers(1, 16),
        maybe_text,
        text,
        st.sampled_from(["en", "de"]),
        maybe_text,
    )
    return Brief(
        Article(source, whole, tuple(paragraphs), language),
        Summary(method, chosen, reasons, tuple(draw(st.lists(keyword, max_size=3)))),
        draw(engine),
        draw(budget),
    )
