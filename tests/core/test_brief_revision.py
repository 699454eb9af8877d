"""A sentence looked at again: where its words came from, what else the model could say, what a person says."""

from dataclasses import replace

import pytest

from core.article import Article
from core.brief import Briefer
from core.errors import InputError, OutputError, PackMissing
from core.packs.store import PackStore
from core.reading import read_text
from core.settings import Places, Settings, TranslationSettings

WIRE = """Trêve fragile à Ankara

Par Nadia Ferrand

Sept soldats ont été tués mercredi près d'Ankara, a annoncé le ministère de la Défense.
La réunion prévue jeudi à Samarcande n'aura pas lieu, selon l'OCS.
"""

KILLED = "Seven soldiers were killed on Wednesday near Ankara, the Ministry of Defence announced."

pytestmark = pytest.mark.model


def briefer(home, *, memory: bool = True) -> Briefer:
    def provide(source, target):
        pack = PackStore(Places(home)).find(source, target)
        if pack is None:
            raise PackMissing(f"{source}-{target}", "not installed")
        return pack

    return Briefer(Settings(Places(home), translation=TranslationSettings(memory=memory)), provide)


@pytest.fixture
def desk(real_home, tmp_path):
    """A briefer with a memory of its own, beside the real pack."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "packs").symlink_to(real_home / "packs")
    new_briefer = briefer(home)
    yield new_briefer
    new_briefer.translator.close()


def translated(desk: Briefer, text: str = WIRE) -> Article:
    article = desk.prepare(read_text(text.encode(), "wire.txt"))
    return desk.finish(article, [*desk.translate(article)]).article


def test_each_english_word_leads_to_the_french_it_came_from(desk):
    article = translated(desk)
    sentence = next(candidate for candidate in article.sentences if "soldats" in candidate.source)
    found = desk.align(article, sentence)
    pairs = {
        sentence.translation[word.start : word.end]: sentence.source[word.sources[0].start : word.sources[0].end]
        for word in found.words
        if word.sources
    }
    assert {
        "soldiers": "soldats",
        "Wednesday": "mercredi",
        "Seven": "Sept",
        "Ankara": "Ankara",
    }.items() <= pairs.items()


def test_words_of_a_correction_are_aligned_as_well(desk):
    article = translated(desk)
    sentence = next(candidate for candidate in article.sentences if "soldats" in candidate.source)
    corrected, _ = desk.correct(
        article, sentence, "On Wednesday seven troops died near Ankara, the defence ministry said."
    )
    found = desk.align(article, corrected)
    troops = corrected.translation.index("troops")
    assert "soldats" in {corrected.source[link.start : link.end] for link in found.sources(troops, troops + 1)}


def test_a_sentence_that_was_not_translated_has_no_alignment(desk):
    article = translated(desk, "The ferry was late again on Monday, and nobody at the harbour knew why it had been.")
    assert desk.align(article, article.sentences[0]) is None
    assert desk.hypotheses(article, article.sentences[0]) == []


def test_the_alternatives_of_the_model_are_each_checked(desk):
    article = translated(desk)
    sentence = next(candidate for candidate in article.sentences if "Samarcande" in candidate.source)
    others = desk.hypotheses(article, sentence, 5)
    texts = [other.translation for other in others]
    assert 2 <= len(texts) == len(set(texts)) <= 5
    assert all("Samarkand" in text for text in texts)
    assert all(other.id == sentence.id and other.source == sentence.source for other in others)
    assert [other.score for other in others] == sorted((other.score for other in others), reverse=True)


def test_a_correction_applies_to_every_later_run_until_it_is_undone(desk):
    article = translated(desk)
    sentence = next(candidate for candidate in article.sentences if "soldats" in candidate.source)
    corrected, before = desk.correct(article, sentence, KILLED)
    assert (corrected.translation, corrected.origin, corrected.flags) == (KILLED, "memory", ())
    assert before is None
    again = next(candidate for candidate in translated(desk).sentences if "soldats" in candidate.source)
    assert again == corrected
    restored, before = desk.correct(article, corrected, None)
    assert restored == sentence
    assert before == KILLED


def test_a_correction_is_checked_against_its_source_too(desk):
    article = translated(desk)
    sentence = next(candidate for candidate in article.sentences if "soldats" in candidate.source)
    corrected, _before = desk.correct(
        article, sentence, KILLED.replace("Seven", "Eight").replace("Wednesday", "Monday")
    )
    assert {flag.kind for flag in corrected.flags} == {"number", "date"}
    assert corrected.origin == "memory"
    desk.correct(article, corrected, None)


def test_an_empty_correction_is_refused_and_changes_nothing(desk):
    article = translated(desk)
    with pytest.raises(InputError):
        desk.correct(article, article.sentences[0], "  ")
    assert translated(desk) == article


def test_without_a_memory_a_correction_is_refused_in_words(real_home):
    desk = briefer(real_home, memory=False)
    article = translated(desk)
    with pytest.raises(OutputError, match="--no-memory"):
        desk.correct(article, article.sentences[0], "Truce")


def test_a_correction_does_not_depend_on_how_the_sentence_was_flagged(desk):
    article = translated(desk)
    sentence = replace(article.sentences[0], flags=())
    corrected, _ = desk.correct(article, sentence, "Fragile truce in Ankara")
    assert corrected.translation == "Fragile truce in Ankara"
