"""Sentences through the engine: in order, none lost, and cancelled at once."""

import random
import time

import pytest

from core.errors import Cancelled, PackMissing
from core.packs import Pack
from core.packs.store import PackStore
from core.settings import Places, TranslationSettings
from core.translation import Missing, Translator
from core.translation.engines import RetryOptions
from core.translation.engines.ctranslate2 import CTranslate2Engine
from core.translation.routes import TranslationJob
from core.translation.routes import translate_jobs as run_stream

WORDS = (
    "le la conseil ville budget vote maire grève port pluie route pont accord date prix eau nuit jour main voix".split()
)


def sentences(count: int, seed: int = 0) -> list[str]:
    chosen = random.Random(seed)
    return [" ".join(chosen.choices(WORDS, k=chosen.randint(1, 40))) + "." for _ in range(count)]


@pytest.fixture
def engine(random_pack, tmp_path) -> CTranslate2Engine:
    pack = PackStore(Places(tmp_path, (random_pack.parent,))).find("fr", "en")
    return CTranslate2Engine(pack, beam=2, workers=2)


def run(engine: CTranslate2Engine, texts: list[str], **options):
    return list(run_stream((TranslationJob(text, engine) for text in texts), **options))


def test_each_sentence_gets_its_own_translation_whatever_the_order(engine):
    texts = sentences(200)
    alone = {text: run(engine, [text])[0] for text in texts[:20]}
    together = dict(zip(texts, run(engine, texts), strict=True))
    for text, hypothesis in alone.items():
        assert together[text].text == hypothesis.text


def test_a_remembered_hypothesis_keeps_its_place_in_the_order(engine):
    texts = sentences(12)
    jobs = [TranslationJob(text, engine if place % 3 else None) for place, text in enumerate(texts)]
    done = list(run_stream(jobs))
    assert [hypothesis.text for hypothesis in done[::3]] == texts[::3]
    assert not any(hypothesis.translated for hypothesis in done[::3])


def test_an_engine_counts_what_it_has_decoded_before_it_is_given_on(engine):
    texts = sentences(200)
    next(stream := run_stream(TranslationJob(text, engine) for text in texts))
    assert 1 <= engine.decoded <= 200
    list(stream)
    assert engine.decoded == len(set(texts))


def test_an_empty_stream_ends(engine):
    assert run(engine, []) == []


def test_the_loading_task_runs_once_when_decoding_has_begun(engine, monkeypatch):
    submitted, done = [], []
    submit = engine.submit
    monkeypatch.setattr(engine, "submit", lambda batch: submitted.append(batch) or submit(batch))
    stream = run_stream(
        (TranslationJob(text, engine) for text in sentences(100)), meanwhile=lambda: done.append(len(submitted))
    )
    assert done == []
    list(stream)
    assert len(done) == 1
    assert 0 < done[0] < len(submitted)


def test_the_loading_task_does_not_run_if_nothing_is_decoded():
    done = []
    assert len(list(run_stream(map(TranslationJob, sentences(3)), meanwhile=lambda: done.append(1)))) == 3
    assert done == []


def test_a_sentence_without_words_passes_through_unchanged(engine):
    scraps = ["…", "– –", "12 345", "a" * 5000]
    assert [hypothesis.text for hypothesis in run(engine, scraps)] == scraps


def test_the_stream_reads_ahead_no_further_than_its_windows(engine):
    taken = []

    def jobs():
        for place, text in enumerate(sentences(5000)):
            taken.append(place)
            yield TranslationJob(text, engine)

    stream = run_stream(jobs(), eager=64)
    next(stream)
    assert len(taken) < 100
    stream.close()


def test_cancelling_stops_at_once(engine):
    stream = run_stream((TranslationJob(text, engine) for text in sentences(4000)), cancelled := Switch())
    next(stream)
    cancelled.on = True
    start = time.perf_counter()
    with pytest.raises(Cancelled):
        list(stream)
    assert time.perf_counter() - start < 5  # all of it takes more than that on any processor


def test_a_second_try_under_way_ends_when_it_is_cancelled(engine):
    with pytest.raises(Cancelled):
        engine.retry(sentences(1)[0], RetryOptions(beam=4), lambda: True)
    with pytest.raises(Cancelled):
        engine.translate_one(sentences(1)[0], lambda: True)


class Switch:
    on = False

    def __call__(self) -> bool:
        return self.on


def test_a_sentence_too_long_for_the_model_is_cut_and_joined_and_nothing_of_it_is_lost(engine):
    text = " ".join(f"{word}{place}," if place % 9 == 0 else f"{word}{place}" for place, word in enumerate(WORDS * 100))
    chunks = engine.chunks(text)
    assert len(chunks) > 1
    assert max(map(len, chunks)) <= 400
    assert "".join("".join(chunk) for chunk in chunks).replace("▁", "") == text.replace(" ", "")


def test_a_pack_is_asked_for_once_and_a_missing_one_can_be_asked_for_again():
    submitted = []

    def provide(source, target):
        submitted.append((source, target))
        raise PackMissing("fr-en", "not there")

    translator = Translator(TranslationSettings(), provide)
    assert [
        hypothesis.text for hypothesis in translator.translate([("fr", "Oui."), ("fr", "Non."), ("en", "Yes.")])
    ] == [
        "Oui.",
        "Non.",
        "Yes.",
    ]
    assert submitted == [("fr", "en")]
    assert isinstance(translator.route("fr"), Missing)
    translator.forget_missing()
    translator.route("fr")
    assert len(submitted) == 2


def test_a_removed_pack_is_replaced_by_another(tmp_path):
    folders = [tmp_path / name for name in ("old", "new")]
    for folder in folders:
        folder.mkdir()
    left = iter(folders)

    def provide(source, target):
        folder = next(left)
        return Pack(source, target, folder, folder.name, "1", "depeche", 0)

    translator = Translator(TranslationSettings(), provide)
    assert translator.route("fr").pack == "old"
    translator.forget_missing()
    assert translator.route("fr").pack == "old"
    folders[0].rmdir()
    translator.forget_missing()
    assert translator.route("fr").pack == "new"


@pytest.mark.model
def test_a_translation_does_not_depend_on_the_other_sentences(real_home):
    pack = PackStore(Places(real_home)).find("fr", "en")
    engine = CTranslate2Engine(pack, beam=2, workers=2)
    texts = [
        "Le maire a parlé.",
        "Il pleut depuis trois jours sur la côte, où deux ponts sont fermés à la circulation.",
        "La grève est finie.",
        "Les syndicats et la direction se sont entendus jeudi sur une hausse des salaires de quatre pour cent.",
        "Personne n'a été blessé, selon les pompiers.",
        "Rien de plus.",
    ]
    together = run(engine, texts)
    shuffled = random.Random(1).sample(texts, len(texts))
    again = dict(zip(shuffled, run(engine, shuffled, eager=2), strict=True))
    assert [again[text] for text in texts] == together
    assert [run(engine, [text])[0] for text in texts] == together


def test_a_sentence_that_occurs_often_in_a_window_is_decoded_once(engine, monkeypatch):
    submitted, submit = [], engine.submit
    monkeypatch.setattr(
        CTranslate2Engine, "submit", lambda self, batch: submitted.extend(map(tuple, batch)) or submit(batch)
    )
    texts = sentences(5)
    done = run(engine, texts * 8)
    assert len(submitted) == len(set(submitted)) == 5
    assert [result.text for result in done] == [result.text for result in done[:5]] * 8


def test_at_the_end_of_the_stream_the_first_texts_are_decoded_first(engine, monkeypatch):
    """Else all articles of a batch would be done at its end, and checked and written while no worker decodes."""
    batches, submit = [], engine.submit
    monkeypatch.setattr(
        CTranslate2Engine, "submit", lambda self, batch: batches.append(list(map(len, batch))) or submit(batch)
    )
    short = [f"le maire {word}" for word in WORDS[:12]]
    long = [f"le conseil de la ville {word} " + "et le port " * 8 for word in WORDS[:12]]
    run(engine, [short[0], *long])
    [first, *_] = batches
    assert max(first) == min(map(max, batches)), "the one short text, though the batch of long ones is fuller"
