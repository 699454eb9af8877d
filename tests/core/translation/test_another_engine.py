"""A new engine is a subclass and a line in the routes: every stage works with it, even without optional abilities."""

import pytest

from core.brief import Briefer
from core.checks import check
from core.explain import explain
from core.packs import Pack
from core.reading.text import read_text
from core.settings import Places, Settings, TranslationSettings
from core.translation import routes
from core.translation.engines import Engine, Hypothesis, PackEngine, Session

WIRE = "Le pont de Lyon\n\nLe maire a fermé le pont mardi. Il y a eu 12 blessés.\n"


class ShoutSession(Session):
    def __init__(self, engine: "Shout") -> None:
        self.engine, self.texts = engine, []

    def put(self, text: str) -> None:
        self.texts.append(text)

    def take(self, cancelled) -> Hypothesis:
        self.engine.decoded += 1
        return Hypothesis(self.texts.pop(0).upper().replace("12", "13"))


class Shout(PackEngine):
    """It translates to capitals, takes 12 for 13, and has no ability."""

    digest = "shout-1"

    def open_session(self, *, eager: int = 0) -> Session:
        return ShoutSession(self)


@pytest.fixture
def engines(monkeypatch) -> list[Engine]:
    """The engines that were made; each pack gets one of the new kind."""
    made: list[Engine] = []

    def engine_of(pack, settings, beam=None):
        made.append(Shout(pack, workers=1))
        return made[-1]

    monkeypatch.setattr(routes, "engine_of", engine_of)
    return made


def briefer(home) -> Briefer:
    pack = Pack("fr", "en", home, "shout", "1", "argos", 0)
    return Briefer(Settings(Places(home), translation=TranslationSettings("fr")), lambda _source, _target: pack)


def test_texts_of_a_minimal_engine_are_briefed_checked_summarised_and_remembered(tmp_path, engines):
    article = read_text(WIRE.encode(), "wire.txt")
    first = briefer(tmp_path).brief(article)
    assert [sentence.translation for sentence in first.article.sentences][1] == "LE MAIRE A FERMÉ LE PONT MARDI."
    assert first.engine.pack == "shout"
    assert {(sentence.score, sentence.confidence) for sentence in first.article.sentences} == {(None, None)}
    assert "number" in {flag.kind for flag in first.article.sentences[2].flags}
    assert first.summary.sentences
    second = briefer(tmp_path).brief(article)
    assert (second.article, second.summary) == (first.article, first.summary)
    assert [engine.decoded for engine in engines] == [len(first.article.sentences), 0]


def test_a_sentence_that_is_repeated_is_translated_and_checked_once(tmp_path, engines, monkeypatch):
    checked = []
    monkeypatch.setattr(
        "core.analysis.check", lambda source, *rest, **more: checked.append(source) or check(source, *rest, **more)
    )
    article = read_text(b"Il y a eu 12 morts. Le pont est clos. " * 3000, "wire.txt")
    work = briefer(tmp_path)
    for sentences in (work.brief(article).article.sentences, [*work.translate(work.prepare(article))]):
        assert [sentence.id for sentence in sentences] == [f"s{number}" for number in range(1, 6001)]
        assert {sentence.translation for sentence in sentences[::2]} == {"IL Y A EU 13 MORTS."}
        assert {sentence.source for sentence in sentences[1::2]} == {"Le pont est clos."}
        assert all(sentence.flags for sentence in sentences[::2])
        assert sentences[-1].end == len(article.text)
    assert [engine.decoded for engine in engines] == [2]
    assert len(checked) == 4


def test_an_engine_is_not_asked_for_undeclared_abilities(tmp_path, engines, monkeypatch):
    def asked(*_arguments):
        raise AssertionError

    for name in ("hypotheses", "attend", "retry", "score"):
        monkeypatch.setattr(Shout, name, asked, raising=True)
    work = briefer(tmp_path)
    article = work.brief(read_text(WIRE.encode(), "wire.txt")).article
    assert work.hypotheses(article, article.sentences[0]) == []
    assert work.align(article, article.sentences[0]) is None


def test_a_missing_ability_gives_an_empty_result_and_no_error(tmp_path, engines):
    work = briefer(tmp_path)
    article = work.brief(read_text(WIRE.encode(), "wire.txt")).article
    sentence = article.sentences[1]
    assert work.hypotheses(article, sentence) == []
    assert work.align(article, sentence) is None
    assert explain(work, article, sentence).sentence == sentence
