"""The second engine, with models of random weights in the layout of the real ones, and the real fxtranslate."""

import os
import random
import signal
import sys
import threading
import time
from dataclasses import replace

import pytest
from child_processes import ends
from random_firefox import WORDS, build_firefox_pack
from random_pack import build_random_pack

from core.checks.second_opinion import SecondOpinion, TranslatedSentence
from core.errors import Cancelled, PackMissing
from core.packs import firefox
from core.packs.metadata import firefox_files
from core.packs.pack import Pack
from core.settings import CheckSettings, TranslationSettings
from core.translation import Translator
from core.translation.engines import Ability, RetryOptions
from core.translation.engines.firefox import MAX_PIECES, FirefoxEngine

pytestmark = pytest.mark.skipif(not firefox.runs_here(), reason="fxtranslate has no wheel for this machine")


def pack_in(folder, source="es", target="en") -> Pack:
    return Pack(source, target, folder, folder.name, "1.0", "argos", 1, engine="firefox")


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return pack_in(build_firefox_pack(tmp_path_factory.mktemp("firefox") / "translate-es_en-firefox-1.0"))


@pytest.fixture
def engine(pack):
    started = FirefoxEngine(pack, workers=2)
    yield started
    started.pool.close()


def sentences(count: int) -> list[str]:
    words, draw = WORDS.split(), random.Random(1)
    return [f"El {n} " + " ".join(draw.choices(words, k=draw.randint(3, 15))) for n in range(count)]


def through(engine, texts, cancelled=lambda: False):
    session = engine.open_session()
    try:
        for text in texts:
            session.put(text)
        return [session.take(cancelled) for _ in texts]
    finally:
        session.close()


def bare(pack, texts):
    """What the engine's own call gives, in one process."""
    files = firefox_files(pack.path)
    process = firefox.FirefoxProcess(pack.path, files)
    process.loaded()
    try:
        warnings = []
        for text in texts:
            process.send(text)
            warnings.append(process.receive())
        return warnings
    finally:
        process.end()


def worker_that(monkeypatch, tmp_path, does: str) -> None:
    """Make the processes run some code on each `text` before they translate it."""
    script, real = tmp_path / "worker.py", firefox.firefox_worker.__file__
    script.write_text(
        f"import json, os, runpy, time\n\nreal = json.loads\n\n\ndef loads(line):\n    text = real(line)\n    {does}\n"
        f"    return text\n\n\njson.loads = loads\nrunpy.run_path({real!r}, run_name='__main__')\n"
    )
    monkeypatch.setattr(firefox.firefox_worker, "__file__", str(script))


def wait_until(true, seconds=20.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "the condition never became true"
        time.sleep(0.01)


def test_many_sentences_come_back_in_their_order_from_several_processes(engine, pack):
    texts = sentences(300)
    results = through(engine, texts)
    assert [hypothesis.text for hypothesis in results] == bare(pack, texts)
    assert all(hypothesis.score is None and hypothesis.translated for hypothesis in results)
    assert len(engine.pool.pids()) == 2


def test_nothing_is_started_before_there_is_something_to_translate(pack):
    engine = FirefoxEngine(pack)
    assert not engine.loaded
    assert engine.translate_one("...").translated is False
    assert not engine.loaded
    engine.load()
    assert engine.loaded
    engine.pool.close()


@pytest.mark.skipif(sys.platform != "linux", reason="a thread's niceness is its own on Linux alone")
def test_beside_a_reader_every_process_yields_alike_whichever_thread_it_was_started_for(engine):
    engine.stand_back()
    now = os.getpriority(os.PRIO_PROCESS, 0)
    expected = max(15, now)
    loading = threading.Thread(target=lambda: (os.nice((expected - now) // 2), engine.load()))
    loading.start()
    loading.join()
    through(engine, sentences(20))
    wait_until(lambda: len(engine.pool.pids()) == 2)
    assert {os.getpriority(os.PRIO_PROCESS, pid) for pid in engine.pool.pids()} == {expected}


def test_it_declares_no_ability_and_says_so_when_asked(engine):
    assert not engine.abilities & set(Ability)
    assert engine.hypotheses("El presidente", 3) == []
    assert engine.attend("El presidente", "The president") is None
    assert engine.retry("El presidente", RetryOptions(4)) is None
    assert engine.score([("El presidente", "The president")], lambda: False) == [None]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_processes_killed_at_random_cost_no_sentence_and_bring_none_twice(engine, pack, tmp_path, monkeypatch):
    texts = sentences(1000)
    expected = bare(pack, texts)
    worker_that(monkeypatch, tmp_path, "time.sleep(0.004)")
    killed, over = [], threading.Event()

    def kill():
        draw = random.Random(2)
        while len(killed) < 20 and not over.is_set():
            if pids := [pid for pid in engine.pool.pids() if pid not in killed]:
                killed.append(draw.choice(pids))
                os.kill(killed[-1], signal.SIGKILL)
            over.wait(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    results = []
    while len(killed) < 20:
        results = through(engine, texts)
        # A sentence whose second process was killed too stays untranslated, with a flag.
        left = [
            text if not hypothesis.translated else want
            for text, hypothesis, want in zip(texts, results, expected, strict=True)
        ]
        assert [hypothesis.text for hypothesis in results] == left
    over.set()
    thread.join()
    assert [hypothesis.text for hypothesis in through(engine, texts)] == expected
    assert all(map(ends, killed))


def test_a_sentence_that_crashes_its_process_is_tried_once_more_and_then_flagged(engine, pack, tmp_path, monkeypatch):
    tally = tmp_path / "tally"
    worker_that(monkeypatch, tmp_path, f"'bomb' in text and (open({str(tally)!r}, 'a').write('x'), os._exit(3))")
    texts = ["El presidente", "una bomb", "El ministro dijo"]
    results = through(engine, texts)
    assert [hypothesis.translated for hypothesis in results] == [True, False, True]
    assert results[1].text == "una bomb"
    assert results[1].failed
    assert tally.read_text() == "xx"
    translator = Translator(TranslationSettings(source="es", memory=False, threads=1), lambda source, target: pack)
    [translation] = translator.translate([("es", "El presidente dijo una bomb.")])
    assert translation.text == "El presidente dijo una bomb."
    assert [(flag.kind, "broke down" in flag.detail) for flag in translation.doubts] == [("untranslated", True)]


def test_a_cancelled_translation_ends_its_process(engine, tmp_path, monkeypatch):
    worker_that(monkeypatch, tmp_path, "time.sleep(600 if 'slow' in text else 0)")
    expected = threading.Event()
    session = engine.open_session()
    session.put("muy slow")
    session.put("otro slow")
    wait_until(lambda: len(engine.pool.pids()) == 2)
    pids = engine.pool.pids()
    expected.set()
    with pytest.raises(Cancelled):
        session.take(expected.is_set)
    session.close()
    assert all(map(ends, pids))
    assert through(engine, ["El presidente"])[0].translated


def test_a_text_longer_than_the_window_goes_in_parts_and_none_is_lost(engine, pack):
    long = "; ".join(sentences(60)) + "."
    parts = engine.parts(long)
    assert len(parts) > 2
    assert " ".join(parts) == long
    assert through(engine, [long])[0].text == " ".join(bare(pack, parts))
    assert all(engine._count(part) <= MAX_PIECES for part in parts)


def test_the_newest_text_that_somebody_waits_for_is_translated_first(engine):
    engine.load()
    background, first, screen = engine.open_session(), engine.open_session(eager=8), engine.open_session(eager=8)
    ranks = [session._priority for session in (screen, first, background)]
    assert ranks == sorted(ranks)


def test_an_engine_that_is_freed_leaves_no_process(pack):
    engine = FirefoxEngine(pack, workers=2)
    through(engine, sentences(50))
    pids = engine.pool.pids()
    assert pids
    del engine
    assert all(map(ends, pids))


def test_closing_the_pool_ends_processes_that_are_at_work(engine, tmp_path, monkeypatch):
    worker_that(monkeypatch, tmp_path, "time.sleep(600 if 'slow' in text else 0)")
    session = engine.open_session()
    session.put("muy slow")
    wait_until(engine.pool.pids)
    pids = engine.pool.pids()
    engine.pool.close()
    assert all(map(ends, pids))


def test_a_model_replaced_under_a_running_program_is_not_used(tmp_path):
    pack = pack_in(build_firefox_pack(tmp_path / "es-en"))
    engine = FirefoxEngine(pack)
    first = engine.translate_one("El presidente")
    other = build_firefox_pack(tmp_path / "other", seed=7)
    (other / "model" / "model.intgemm.alphas.bin").replace(pack.path / "model" / "model.intgemm.alphas.bin")
    assert engine.translate_one("El presidente") == first
    for pid in engine.pool.pids():
        os.kill(pid, signal.SIGTERM)
    with pytest.raises(PackMissing, match="exchanged"):
        engine.translate_one("El ministro")
    engine.pool.close()


def test_without_the_engine_it_says_how_to_get_it(pack, monkeypatch):
    import core.translation.engines.firefox as module

    monkeypatch.setattr(module, "runs_here", lambda: False)
    with pytest.raises(PackMissing, match="fxtranslate, is not installed"):
        FirefoxEngine(pack).translate_one("El presidente")


def test_a_pack_of_the_other_direction_gives_an_opinion_on_translations_without_scores(tmp_path, random_pack):
    forward = pack_in(build_firefox_pack(tmp_path / "fr-en", "fr", "en"), "fr", "en")
    reverse = replace(pack_in(build_random_pack(tmp_path / "en_fr", "en", "fr"), "en", "fr"), engine="ctranslate2")
    settings = TranslationSettings(source="fr", memory=False, threads=1)
    translator = Translator(settings, lambda source, target: forward)
    source = "Le gouvernement annonce une immense catastrophe ferroviaire."
    [result] = translator.translate([("fr", source)])
    assert result.score is None
    # The output of random weights is not in any language.
    sentences_asked = [TranslatedSentence("fr", source, replace(result, text="The government announces a disaster."))]
    [opinion] = SecondOpinion(settings, CheckSettings(), translator, lambda *_: reverse).estimates(sentences_asked)
    assert opinion.log_odds < -50
    assert set(opinion.without_trace) <= set(source.strip(".").split())
    assert SecondOpinion(settings, CheckSettings(), translator, lambda *_: None).estimates(sentences_asked) == [None]
    # The same kind of engine both ways: no model can give scores.
    back = pack_in(build_firefox_pack(tmp_path / "en-fr", "en", "fr"), "en", "fr")
    assert SecondOpinion(settings, CheckSettings(), translator, lambda *_: back).estimates(sentences_asked) == [None]
