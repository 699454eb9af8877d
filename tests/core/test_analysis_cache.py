"""What checks and summary found is remembered: used again only where finding it anew would give the same."""

from dataclasses import replace

import pytest

import core.brief
from core import fingerprint
from core.article import Article
from core.brief import Brief, Briefer
from core.export import to_json
from core.packs.store import PackStore
from core.reading import read_text
from core.settings import Settings, SummarySettings, TranslationSettings

WIRE = (
    "Incendie au port de Marseille\n\n"
    "Un incendie a détruit 12 bateaux lundi soir. Les pompiers n'ont trouvé aucune victime.\n\n"
    "Le préfet a promis 3,5 millions d'euros. Une enquête est ouverte à Aix-en-Provence."
)


@pytest.fixture
def brief(places, random_pack):
    """A run of its own over a wire; a fresh process would see the same memory."""

    def run(text: str = WIRE, **settings) -> Brief:
        settings = {"translation": TranslationSettings(source="fr", threads=1)} | settings
        packs = PackStore(replace(places, argos_packs=(random_pack.parent,)))
        briefer = Briefer(Settings(places, **settings), packs.find)
        brief = briefer.brief(read_text(text.encode(), "wire.txt"))
        briefer.translator.close()
        return brief

    return run


@pytest.fixture
def nothing_is_found_anew(monkeypatch):
    def fail(*_, **__):
        raise AssertionError("found anew")

    def forbid():
        monkeypatch.setattr(core.brief, "analyse", fail)
        monkeypatch.setattr(core.brief, "summarise", fail)

    return forbid


def test_a_second_run_gives_the_same_brief_and_computes_nothing_again(brief, nothing_is_found_anew):
    first = brief()
    assert any(sentence.flags for sentence in first.article.sentences)
    assert first.summary.reasons
    assert first.summary.keywords
    nothing_is_found_anew()
    second = brief()
    assert second == first
    assert to_json(second) == to_json(first)


def test_the_same_wire_from_another_place_is_known(brief, nothing_is_found_anew):
    first = brief()
    nothing_is_found_anew()
    assert brief(WIRE + "\n").summary == first.summary


@pytest.mark.parametrize("method", ["lead", "lexrank"])
def test_what_other_methods_give_is_the_same_again(brief, nothing_is_found_anew, method):
    how = SummarySettings(method, sentences=2)
    first = brief(summary=how)
    nothing_is_found_anew()
    assert brief(summary=how) == first


@pytest.mark.parametrize(
    "other",
    [
        {"summary": SummarySettings(sentences=1)},
        {"summary": SummarySettings(words=10)},
        {"text": WIRE.replace("12 bateaux", "13 bateaux")},
        {"text": WIRE.replace("\n\nLe préfet", " Le préfet")},
        {"translation": TranslationSettings(source="fr", threads=1, beam=1)},
    ],
)
def test_another_text_or_other_settings_are_computed_again(brief, nothing_is_found_anew, other):
    brief()
    nothing_is_found_anew()
    with pytest.raises(AssertionError, match="found anew"):
        brief(**other)


@pytest.mark.parametrize("stage", ["CHECKS", "SUMMARY"])
def test_a_stage_that_has_changed_computes_again(brief, nothing_is_found_anew, monkeypatch, stage):
    brief()
    monkeypatch.setattr(fingerprint, stage, 10_000)
    nothing_is_found_anew()
    with pytest.raises(AssertionError, match="found anew"):
        brief()


def test_a_correction_shows_though_the_wire_is_known(brief, places):
    first = brief()
    wrong = first.article.sentences[1]
    briefer = Briefer(Settings(places), lambda _source, _target: None)
    briefer.translator.correct("fr", wrong.source, "A fire destroyed 12 boats on Monday evening.")
    briefer.translator.close()
    corrected = brief().article.sentences[1]
    assert corrected.translation == "A fire destroyed 12 boats on Monday evening."
    assert corrected.origin == "memory"
    assert corrected.flags == ()


def test_an_article_is_not_read_again_for_each_of_its_sentences(brief, monkeypatch):
    reads, plain = [], Article.sentences.fget
    monkeypatch.setattr(Article, "sentences", property(lambda article: reads.append(article) or plain(article)))
    brief("Oui. Non.")
    few = len(reads)
    brief("Oui. Non. " * 20)
    assert len(reads) == 2 * few


def test_without_a_memory_nothing_is_written(brief, places):
    brief(translation=TranslationSettings(source="fr", threads=1, memory=False))
    assert not places.memory.exists()
