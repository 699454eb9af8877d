"""An explanation tells what the pipeline did: its sentence is the brief's, and each step is there."""

from dataclasses import replace

import pytest

from core import Briefer, Settings
from core.explain import explain
from core.reading import read_text
from core.settings import Places, TranslationSettings

WIRE = """Poutine à Samarcande

Le président russe Vladimir Poutine a eu un entretien téléphonique avec Ebrahim Raïssi, selon lui@kremlin.example.

Il n'a rien dit de la guerre en Ukraine. ***
"""


@pytest.fixture
def briefer(real_home, tmp_path):
    """A run on the real pack that remembers, and nothing before it."""

    def make(**translation) -> Briefer:
        places = Places(tmp_path / "home", (real_home / "packs",))
        return Briefer(Settings(places, translation=replace(TranslationSettings("fr", threads=2), **translation)))

    return make


def explained(briefer: Briefer, text: str = WIRE):
    article = briefer.prepare(read_text(text.encode(), "wire.txt"))
    return article, [explain(briefer, article, sentence) for sentence in article.sentences]


@pytest.mark.model
def test_the_sentences_are_those_of_the_brief_new_and_remembered(briefer):
    desk = briefer()
    article, before = explained(desk)
    brief = desk.brief(article)
    desk.translator.close()
    _, after = explained(desk)
    assert (
        [explanation.sentence for explanation in before]
        == [explanation.sentence for explanation in after]
        == list(brief.article.sentences)
    )
    assert {step.remembered for explanation in before for step in explanation.steps} == {"new"}
    assert {step.remembered for explanation in after for step in explanation.steps if step.answers} == {"model"}
    for explanation in before:
        assert tuple(flag for flag, _ in explanation.flags) == explanation.sentence.flags


@pytest.mark.model
def test_each_step_is_reported(briefer):
    _, [title, body, *_rest] = explained(briefer())
    [step] = body.steps
    assert step.rewrites == ("press-phone-talk",)
    assert step.answers[0].given != body.sentence.source
    assert "conversation téléphonique" in step.answers[0].given
    assert step.answers[0].score < 0
    assert "lui@kremlin.example" in step.hidden
    assert step.engine.startswith("translate-fr_en")
    assert step.digest in step.fingerprint
    assert body.names == ("Raïssi → Raisi",)
    assert title.steps[0].text


@pytest.mark.model
def test_nothing_is_stored(briefer, tmp_path):
    explained(briefer())
    assert {step.remembered for sentence in explained(briefer())[1] for step in sentence.steps} == {"new"}


@pytest.mark.model
def test_a_persons_translation_is_reported_with_what_the_model_says(briefer):
    desk = briefer()
    article, [title, *_] = explained(desk)
    desk.correct(article, title.sentence, "Putin in Samarkand")
    title = explain(desk, article, article.sentences[0])
    assert title.steps[0].remembered == "person"
    assert title.steps[0].answers[0].said
    assert title.sentence.translation == title.steps[0].text == "Putin in Samarkand"
    assert title.sentence.origin == "memory"


@pytest.mark.model
def test_each_flag_names_the_check_that_raised_it(briefer, monkeypatch):
    from core.translation.engines import ctranslate2

    real = ctranslate2.CTranslate2Engine.translate_one

    def wrong(self, *arguments):
        translation = real(self, *arguments)
        return replace(translation, text=translation.text.replace("12", "15"))

    monkeypatch.setattr(ctranslate2.CTranslate2Engine, "translate_one", wrong)
    _, [sentence] = explained(briefer(), "Un incendie a détruit 12 bateaux lundi soir.\n")
    assert {(flag.kind, check) for flag, check in sentence.flags} >= {("number", "numbers")}


def test_without_a_pack_the_flag_says_so_and_there_is_no_step(tmp_path):
    desk = Briefer(Settings(Places(tmp_path), offline=True))
    article = desk.prepare(read_text(WIRE.encode(), "wire.txt"))
    explanation = explain(desk, article, article.sentences[1])
    assert explanation.steps == ()
    assert [(flag.kind, check) for flag, check in explanation.flags] == [("untranslated", "pack")]
    assert "depeche packs install fr-en" in explanation.flags[0][0].detail
