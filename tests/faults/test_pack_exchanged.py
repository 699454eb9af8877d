"""A pack that is replaced or removed under a running program."""

import shutil

import pytest
from random_pack import build_random_pack

from core.errors import PackMissing
from core.memory.store import Memory
from core.packs.store import PackStore
from core.settings import TranslationSettings
from core.translation import Translator

TEXTS = [f"Le président a dit lundi que {word} est un ministre." for word in ("Paris", "pas", "la", "de", "et")]


@pytest.fixture
def memory(tmp_path):
    with Memory(tmp_path / "memory.db", warn=pytest.fail) as memory:
        yield memory


def translator(places, memory=None):
    return Translator(TranslationSettings(), lambda *pair: PackStore(places).find(*pair), memory)


def made(line, texts=TEXTS):
    return [result.text for result in line.translate(("fr", text) for text in texts)]


@pytest.fixture
def pack(places):
    return build_random_pack(places.argos_packs[0] / "translate-fr_en-1.0")


def exchange(pack):
    """Replace the model of a pack, as a new installation does."""
    fresh = build_random_pack(pack.with_name("fresh"), seed=3)
    pack.rename(pack.with_name("old"))
    fresh.rename(pack)
    shutil.rmtree(pack.with_name("old"))


def test_the_program_goes_on_with_the_model_it_has_and_says_which(places, pack, memory):
    line, undisturbed = translator(places, memory), made(translator(places))
    before = line.route("fr").digest
    first = made(line, TEXTS[:2])
    exchange(pack)
    assert first + made(line, TEXTS[2:]) == undisturbed
    assert line.route("fr").digest == before


def test_translations_of_the_old_model_are_not_remembered_as_those_of_the_new(places, pack, memory):
    line = translator(places, memory)
    made(line, TEXTS[:2])
    exchange(pack)
    made(line)
    line.close()
    fresh = made(translator(places))
    assert fresh != made(line)
    assert made(translator(places, memory)) == fresh


def test_a_pack_replaced_before_it_was_loaded_is_one_line_and_nothing_wrong_is_remembered(places, pack, memory):
    line = translator(places, memory)
    before = line.route("fr").digest
    exchange(pack)
    with pytest.raises(PackMissing, match="exchanged by another program at this moment; run this again"):
        made(line)
    assert memory.stats().model == 0
    assert translator(places, memory).route("fr").digest != before


def test_a_removed_pack_translates_to_the_end_of_the_run(places, pack, memory):
    line, undisturbed = translator(places, memory), made(translator(places))
    first = made(line, TEXTS[:2])
    shutil.rmtree(pack)
    assert first + made(line, TEXTS[2:]) == undisturbed
